package io.parlance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailStopFileTest {
  @TempDir private Path folder;

  /** Whoever waited to commit would write behind the gap, and name that as the newest. */
  @Test
  void afterAWriteThatFailedNothingMoreIsWritten() throws Exception {
    FileChannel disk =
        FileChannel.open(
            folder.resolve("x"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FailStopFile.Channel below = new OnceFull(disk);
        FailStopFile.Channel file = new FailStopFile.Channel(below)) {
      assertThat(file.write(bytes(), 0)).isEqualTo(4);
      OnceFull.full = true;
      assertThatThrownBy(() -> file.write(bytes(), 4)).hasMessage("full");
      assertThatThrownBy(() -> file.write(bytes(), 8)).isInstanceOf(IOException.class);
      assertThat(disk.size()).isEqualTo(4);
    }
  }

  private static ByteBuffer bytes() {
    return ByteBuffer.wrap(new byte[] {1, 2, 3, 4});
  }

  private static final class OnceFull extends FailStopFile.Channel {
    static boolean full;

    OnceFull(FileChannel base) {
      super(base);
    }

    @Override
    public synchronized int write(ByteBuffer from, long position) throws IOException {
      if (full) {
        full = false;
        throw new IOException("full");
      }
      return super.write(from, position);
    }
  }
}
