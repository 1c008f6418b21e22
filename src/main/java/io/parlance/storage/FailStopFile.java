package io.parlance.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's file, {@code jdbc:h2:failstop:...}: after a write that failed nothing more is written until
 * it is opened again. H2 itself lets whoever was waiting to commit write behind the gap, and name
 * that in the file's header; the next one to open it finds this incomplete, and goes back to a
 * state of long before.
 */
public final class FailStopFile extends FilePathWrapper {
  private static final String SCHEME = "failstop";

  /** The same database's address, where its file is one of these. */
  static String address(String fileAddress) {
    FilePath.register(new FailStopFile());
    return fileAddress.replaceFirst("^jdbc:h2:file:", "jdbc:h2:" + SCHEME + ":");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(getBase().open(mode));
  }

  /** Passes everything on, but for writes once one has failed. */
  static class Channel extends FileBaseDefault {
    private final FileChannel base;
    private IOException failure;

    Channel(FileChannel base) {
      this.base = base;
    }

    @Override
    public long size() throws IOException {
      return base.size();
    }

    @Override
    public synchronized int read(ByteBuffer to, long position) throws IOException {
      return base.read(to, position);
    }

    @Override
    public synchronized int write(ByteBuffer from, long position) throws IOException {
      if (failure != null) {
        throw new IOException("A write failed before", failure);
      }
      try {
        return base.write(from, position);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public void force(boolean metaData) throws IOException {
      base.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return base.tryLock(position, size, shared);
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      base.truncate(size);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      base.close();
    }
  }
}
