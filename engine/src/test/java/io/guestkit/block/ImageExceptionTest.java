package io.guestkit.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageExceptionTest {

  @Test
  void everyKindHasTheNameThatReportsShow() {
    Map<String, ImageException> kinds = new LinkedHashMap<>();
    kinds.put("corrupt", new CorruptImageException("header", 7, "broken"));
    kinds.put("unsupported", new UnsupportedImageException("m"));
    kinds.put("locked", new LockedImageException("m"));
    kinds.put("missing", new MissingImageException("m"));
    kinds.put("limit", new LimitExceededException("m"));
    kinds.put("refused", new RefusedReferenceException("m"));
    kinds.put("unreadable", new UnreadableImageException("m", new IOException("cause")));

    assertThat(kinds).hasSize(ImageException.class.getPermittedSubclasses().length);
    kinds.forEach((kind, exception) -> assertThat(exception.kind()).isEqualTo(kind));
  }

  @Test
  void becomesAProblem() {
    assertThat(new CorruptImageException("header", 7, "broken").problem("/dev/sda", "/etc"))
        .isEqualTo(new Problem("corrupt", "/dev/sda", "/etc", "header at offset 7: broken"));
  }
}
