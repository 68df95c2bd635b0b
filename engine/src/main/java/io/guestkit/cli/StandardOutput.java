package io.guestkit.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output with a buffer; a failure to write is an {@link OutputException}. */
final class StandardOutput extends OutputStream {
  /** 64 KiB: what a pipe holds. */
  private static final int BUFFER = 64 << 10;

  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
  private final byte[] buffer = new byte[BUFFER];
  private int count;

  @Override
  public void write(int b) throws OutputException {
    if (count == BUFFER) {
      flush();
    }
    buffer[count++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws OutputException {
    if (length > BUFFER - count) {
      flush();
    }
    if (length >= BUFFER) {
      put(bytes, offset, length);
    } else {
      System.arraycopy(bytes, offset, buffer, count, length);
      count += length;
    }
  }

  @Override
  public void flush() throws OutputException {
    int length = count;
    count = 0; // what failed to be written once is not tried again
    put(buffer, 0, length);
  }

  private void put(byte[] bytes, int offset, int length) throws OutputException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw new OutputException("standard output cannot be written: " + e.getMessage(), e);
    }
  }
}
