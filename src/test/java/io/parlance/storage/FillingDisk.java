package io.parlance.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePathWrapper;

/** A file system for H2, {@code jdbc:h2:filling:...}, which can be full. */
public final class FillingDisk extends FilePathWrapper {
  static volatile boolean full;

  @Override
  public String getScheme() {
    return "filling";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(getBase().open(mode));
  }

  private static final class Channel extends FailStopFile.Channel {
    private Channel(FileChannel base) {
      super(base);
    }

    @Override
    public synchronized int write(ByteBuffer from, long position) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      return super.write(from, position);
    }
  }
}
