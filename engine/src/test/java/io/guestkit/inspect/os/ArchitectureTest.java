package io.guestkit.inspect.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.inspect.Guests;
import io.guestkit.inspect.InspectionNotes;
import io.guestkit.testing.MemoryFilesystem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {

  private static byte[] elf(int fileClass, int order, int machine) {
    byte[] header = new byte[64];
    header[0] = 0x7f;
    header[1] = 'E';
    header[2] = 'L';
    header[3] = 'F';
    header[4] = (byte) fileClass;
    header[5] = (byte) order;
    header[order == 2 ? 19 : 18] = (byte) machine;
    header[order == 2 ? 18 : 19] = (byte) (machine >> 8);
    return header;
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, 62, x86_64",
    "1, 1, 3, i386",
    "2, 1, 183, aarch64",
    "1, 1, 40, arm",
    "2, 1, 21, ppc64le",
    "2, 2, 21, ppc64",
    "2, 2, 22, s390x",
    "1, 2, 22, s390",
    "2, 1, 243, riscv64",
    "2, 1, 258, loongarch64",
    "1, 2, 8, mips",
    "2, 1, 8, mips64el",
    "2, 1, 9999,",
  })
  void readsTheMachineOfAProgram(int fileClass, int order, int machine, @Nullable String arch)
      throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .directory("/etc")
            .link("/bin", "usr/bin")
            .file("/usr/bin/bash", elf(fileClass, order, machine));

    assertThat(Guests.inspect(tree).arch()).isEqualTo(arch);
  }

  @Test
  void passesOverScriptsAndEmptyFiles() throws IOException {
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .directory("/etc")
            .file("/bin/bash", "")
            .file("/bin/ls", "#!/bin/busybox and some more text")
            .directory("/bin/sh")
            .file("/bin/busybox", elf(2, 1, 62));

    assertThat(Guests.inspect(tree).arch()).isEqualTo("x86_64");
  }

  @Test
  void aProgramThatCannotBeReadIsAProblemAndTheNextIsTried() throws IOException {
    InspectionNotes notes = new InspectionNotes();
    MemoryFilesystem tree =
        MemoryFilesystem.create()
            .directory("/etc")
            .file("/bin/bash", elf(2, 1, 3))
            .broken("/bin/bash")
            .file("/bin/ls", elf(2, 1, 62));

    assertThat(Guests.inspect(tree, notes).arch()).isEqualTo("x86_64");
    assertThat(notes.problems()).hasSize(1).first().extracting("path").isEqualTo("/bin/bash");
  }
}
