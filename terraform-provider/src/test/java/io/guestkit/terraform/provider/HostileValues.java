package io.guestkit.terraform.provider;

import com.google.protobuf.ByteString;
import io.guestkit.terraform.tfplugin6.DynamicValue;
import io.guestkit.terraform.tfplugin6.GetProviderSchema;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** Values that no configuration has, and objects of them, in MessagePack and JSON. */
final class HostileValues {
  static final String EPHEMERAL = "ephemeral.";

  private static final List<String> HEX =
      List.of(
          "c0",
          "c1",
          "c2",
          "00",
          "ff",
          "cfffffffffffffffff",
          "cb7ff8000000000000",
          "c40100",
          "d40000",
          "c7030c8101c2",
          "c9ffffffff00",
          "90",
          "91c0",
          "91d40000",
          "91a0",
          "80",
          "81a161c0",
          "a2c328",
          "ddffffffff",
          "dd7fffffff",
          "dfffffffff",
          "df7fffffff",
          "dbffffffff",
          "db7fffffff78",
          "c6ffffffff",
          "c67fffffff",
          "9191a178",
          "81a472656164a2356d");

  private static final List<String> TEXTS =
      List.of(
          "",
          "x",
          "\0",
          "a\0b",
          "..",
          "/",
          "/dev/zero",
          "/dev/null",
          "/proc/self/mem",
          "~",
          "%s%n",
          "*",
          "[",
          "{a,b}",
          "minimal",
          "full",
          "packages",
          "5m",
          "-1s",
          "99999999999999999h",
          "1e9h",
          "9223372036854775808",
          "999999999999G",
          "-1",
          "true",
          "missing.qcow2",
          "\u202e\u0007\u001b[31m",
          "\ud83d\udca9",
          "x".repeat(100_000),
          "/".repeat(5000));

  private static final byte[] NULL = {(byte) 0xc0};
  private static final byte[] FALSE = {(byte) 0xc2};

  private final List<byte[]> values = new ArrayList<>();
  private final byte[] sample;
  private final byte[] missing;

  /**
   * Encodes the values.
   *
   * @param further texts, such as paths of files that are no images
   */
  HostileValues(List<String> further) throws IOException {
    for (String hex : HEX) {
      values.add(HexFormat.of().parseHex(hex));
    }
    values.add(HexFormat.of().parseHex("91".repeat(100_000) + "c0"));
    values.add(HexFormat.of().parseHex("81a161".repeat(100_000) + "c0"));
    List<String> texts = new ArrayList<>(TEXTS);
    texts.addAll(further);
    for (String text : texts) {
      values.add(text(text));
    }
    missing = text("missing.qcow2");
    for (int disks : new int[] {1, 2, 26, 5000}) {
      values.add(list(disks, missing));
    }
    sample = text(Repository.sample().toString());
  }

  private static byte[] text(String text) throws IOException {
    try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
      out.packString(text);
      return out.toByteArray();
    }
  }

  private static byte[] list(int count, byte[] element) throws IOException {
    try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
      out.packArrayHeader(count);
      for (int i = 0; i < count; i++) {
        out.writePayload(element);
      }
      return out.toByteArray();
    }
  }

  /** Returns all. */
  List<byte[]> all() {
    return values;
  }

  /** Returns one of them. */
  byte[] any(Random random) {
    return values.get(random.nextInt(values.size()));
  }

  /**
   * Returns what a block holds where nothing is wrong: the sample for an image, null for others.
   */
  Map<String, byte[]> good(Schema.Block block) {
    Map<String, byte[]> good = new LinkedHashMap<>();
    for (Schema.Attribute attribute : block.getAttributesList()) {
      good.put(attribute.getName(), attribute.getRequired() ? sample : NULL);
    }
    for (Schema.NestedBlock nested : block.getBlockTypesList()) {
      good.put(nested.getTypeName(), NULL);
    }
    good.computeIfPresent("cache", (name, value) -> FALSE); // else a hostile folder is filled
    return good;
  }

  /** Returns the same, but with an image that is not there: seven of eight, which take no time. */
  Map<String, byte[]> mostlyMissing(Schema.Block block, int turn) {
    Map<String, byte[]> values = good(block);
    if (turn % 8 != 0) {
      values.replaceAll((name, value) -> Arrays.equals(value, sample) ? missing : value);
    }
    return values;
  }

  /** Returns the names of what a configuration can set. */
  static List<String> arguments(Schema.Block block) {
    return Stream.concat(
            block.getAttributesList().stream()
                .filter(attribute -> attribute.getRequired() || attribute.getOptional())
                .map(Schema.Attribute::getName),
            block.getBlockTypesList().stream().map(Schema.NestedBlock::getTypeName))
        .toList();
  }

  /** Returns an object of good values in which many are bad, missing or too many. */
  byte[] object(Schema.Block block, Random random) throws IOException {
    Map<String, byte[]> values = mostlyMissing(block, random.nextInt(8));
    List<String> names = arguments(block);
    for (int i = random.nextInt(4); i > 0 && !names.isEmpty(); i--) {
      String name = names.get(random.nextInt(names.size()));
      if (random.nextInt(8) == 0) {
        values.remove(name);
      } else {
        values.put(name, any(random));
      }
    }
    if (random.nextInt(8) == 0) {
      values.put("further", any(random));
    }
    return object(values);
  }

  /** Encodes an object. */
  static byte[] object(Map<String, byte[]> values) throws IOException {
    try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
      out.packMapHeader(values.size());
      for (Map.Entry<String, byte[]> value : values.entrySet()) {
        out.packString(value.getKey()).writePayload(value.getValue());
      }
      return out.toByteArray();
    }
  }

  /** Flips, cuts or replaces bytes, or leaves them. */
  static byte[] damage(byte[] whole, Random random) {
    int kind = random.nextInt(6);
    if (kind == 0) {
      return Arrays.copyOf(whole, random.nextInt(whole.length + 1));
    }
    if (kind == 1) {
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] damaged = whole.clone();
    if (kind == 2 && damaged.length > 0) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
    }
    return damaged;
  }

  /** Wraps bytes as MessagePack, seldom as JSON, or as both. */
  static DynamicValue sent(byte[] bytes, Random random) {
    DynamicValue.Builder value = DynamicValue.newBuilder();
    int kind = random.nextInt(10);
    if (kind != 0) {
      value.setMsgpack(ByteString.copyFrom(bytes));
    }
    if (kind <= 1) {
      value.setJson(kind == 0 ? ByteString.copyFromUtf8("{\"path\": [1e99]}") : value.getMsgpack());
    }
    return value.build();
  }

  /**
   * Returns the blocks of data sources; those of ephemeral resources, which may have the same
   * names; and the provider's own under an empty name.
   */
  static Map<String, Schema.Block> blocks(GetProviderSchema.Response schema) {
    Map<String, Schema.Block> blocks = new LinkedHashMap<>();
    blocks.put("", schema.getProvider().getBlock());
    schema.getDataSourceSchemasMap().forEach((name, source) -> blocks.put(name, source.getBlock()));
    schema
        .getEphemeralResourceSchemasMap()
        .forEach((name, resource) -> blocks.put(EPHEMERAL + name, resource.getBlock()));
    return blocks;
  }
}
