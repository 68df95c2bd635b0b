package io.guestkit.volume.gpt;

import java.util.Optional;

/** Names of the partition types that guests are installed with. */
final class GptTypes {
  private GptTypes() {}

  /** Returns the name of a type by its GUID in lower case. */
  static Optional<String> name(String guid) {
    String name =
        switch (guid) {
          case "c12a7328-f81f-11d2-ba4b-00a0c93ec93b" -> "EFI System";
          case "21686148-6449-6e6f-744e-656564454649" -> "BIOS boot";
          case "024dee41-33e7-11d3-9d69-0008c781f39f" -> "MBR partition scheme";
          case "0fc63daf-8483-4772-8e79-3d69d8477de4" -> "Linux filesystem";
          case "0657fd6d-a4ab-43c4-84e5-0933c84b4f4f" -> "Linux swap";
          case "e6d6d379-f507-44c2-a23c-238f2a3df928" -> "Linux LVM";
          case "a19d880f-05fc-4d3b-a006-743f0f84911e" -> "Linux RAID";
          case "933ac7e1-2eb4-4f13-b844-0e14e2aef915" -> "Linux home";
          case "3b8f8425-20e0-4f3b-907f-1a25a76f98e8" -> "Linux server data";
          case "4d21b016-b534-45c2-a9fb-5c16e091fd2d" -> "Linux variable data";
          case "7ec6f557-3bc5-4aca-b293-16ef5df639d1" -> "Linux temporary data";
          case "8da63339-0007-60c0-c436-083ac8230908" -> "Linux reserved";
          case "bc13c2ff-59e6-4262-a352-b275fd6f7172" -> "Linux extended boot";
          case "ca7d7ccb-63ed-4c53-861c-1742536059cc" -> "Linux LUKS";
          case "44479540-f297-41b2-9af7-d131d5f0458a" -> "Linux root (x86)";
          case "4f68bce3-e8cd-4db1-96e7-fbcaf984b709" -> "Linux root (x86-64)";
          case "69dad710-2ce4-4e3c-b16c-21a1d49abed3" -> "Linux root (ARM)";
          case "b921b045-1df0-41c3-af44-4c6f280d3fae" -> "Linux root (ARM-64)";
          case "72ec70a6-cf74-40e6-bd49-4bda08e8f224" -> "Linux root (RISC-V-64)";
          case "8484680c-9521-48c6-9c11-b0720656f69e" -> "Linux /usr (x86-64)";
          case "b0e01050-ee5f-4390-949a-9101b17104e9" -> "Linux /usr (ARM-64)";
          case "2c7357ed-ebd2-46d9-aec1-23d437ec2bf5" -> "Linux root verity (x86-64)";
          case "77ff5f63-e7b6-4633-acf4-1565b864c0e6" -> "Linux /usr verity (x86-64)";
          case "e3c9e316-0b5c-4db8-817d-f92df00215ae" -> "Microsoft reserved";
          case "ebd0a0a2-b9e5-4433-87c0-68b6b72699c7" -> "Microsoft basic data";
          case "de94bba4-06d1-4d40-a16a-bfd50179d6ac" -> "Windows recovery environment";
          case "5808c8aa-7e8f-42e0-85d2-e1e90434cfb3" -> "Microsoft LDM metadata";
          case "af9b60a0-1431-4f62-bc68-3311714a69ad" -> "Microsoft LDM data";
          case "e75caf8f-f680-4cee-afa3-b001e56efc2d" -> "Microsoft Storage Spaces";
          case "48465300-0000-11aa-aa11-00306543ecac" -> "Apple HFS/HFS+";
          case "7c3457ef-0000-11aa-aa11-00306543ecac" -> "Apple APFS";
          case "426f6f74-0000-11aa-aa11-00306543ecac" -> "Apple boot";
          case "83bd6b9d-7f41-11dc-be0b-001560b84f0f" -> "FreeBSD boot";
          case "516e7cb4-6ecf-11d6-8ff8-00022d09712b" -> "FreeBSD data";
          case "516e7cb5-6ecf-11d6-8ff8-00022d09712b" -> "FreeBSD swap";
          case "516e7cb6-6ecf-11d6-8ff8-00022d09712b" -> "FreeBSD UFS";
          case "516e7cba-6ecf-11d6-8ff8-00022d09712b" -> "FreeBSD ZFS";
          case "3d48ce54-1d16-11dc-8696-01301bb8a9f5" -> "DragonFly 64-bit disklabel";
          case "824cc7a0-36a8-11e3-890a-952519ad3f61" -> "OpenBSD data";
          case "49f48d5a-b10e-11dc-b99b-0019d1879648" -> "NetBSD FFS";
          case "6a898cc3-1dd2-11b2-99a6-080020736631" -> "Solaris /usr or Apple ZFS";
          case "aa31e02a-400f-11db-9590-000c2911d1b8" -> "VMware VMFS";
          case "9d275380-40ad-11db-bf97-000c2911d1b8" -> "VMware Diagnostic";
          case "fe3a2a5d-4f32-41a7-b725-accc3285a309" -> "ChromeOS kernel";
          case "3cb8e202-3b7e-47dd-8a3c-7ff2a13cfcec" -> "ChromeOS root";
          default -> "";
        };
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }
}
