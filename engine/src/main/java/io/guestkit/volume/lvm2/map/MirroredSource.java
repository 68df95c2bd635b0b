package io.guestkit.volume.lvm2.map;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.ReadSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Sources that hold the same; what one does not give is read from the next.
 *
 * @param legs at least one, all of one size, the best first
 */
public record MirroredSource(String name, ReadSession session, List<BlockSource> legs)
    implements BlockSource {
  /** Copies the list. */
  public MirroredSource {
    legs = List.copyOf(legs);
  }

  @Override
  public long size() {
    return legs.getFirst().size();
  }

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    int position = target.position();
    int limit = target.limit();
    fromOne(leg -> {
      target.limit(limit).position(position);
      leg.readFully(offset, target);
      return leg;
    });
  }

  @Override
  public Extent extentAt(long offset) throws IOException {
    return fromOne(leg -> leg.extentAt(offset));
  }

  /** What is asked of a leg. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(BlockSource leg) throws IOException;
  }

  private <T> T fromOne(Question<T> question) throws IOException {
    for (int i = 0; ; i++) {
      try {
        return question.ask(legs.get(i));
      } catch (LimitExceededException e) {
        throw e;
      } catch (ImageException e) {
        if (i + 1 == legs.size()) {
          throw e;
        }
      }
    }
  }
}
