package io.guestkit.dist;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * All jars of the application as one open named module: jlink takes named modules only, and some
 * libraries are none. Of a multi-release jar it holds what this release of Java would load.
 * Licences of the libraries stand apart.
 */
final class MergedModule {
  static final String NAME = "guestkit";

  private static final String SERVICES = "META-INF/services/";

  /**
   * Bouncy Castle as a provider of the JDK's cryptography: only its lightweight part is called, and
   * a provider that is there is made ready by whatever asks the JDK for its providers, as gRPC
   * does. And the native libraries of aircompressor, for six platforms: what it has in Java is
   * called.
   */
  private static final List<String> LEFT_OUT =
      List.of(
          "org/bouncycastle/jcajce/",
          "org/bouncycastle/jce/",
          "org/bouncycastle/pqc/",
          "aircompressor/");

  private final Map<String, byte[]> entries = new TreeMap<>();
  private final Map<String, byte[]> licences = new TreeMap<>();
  private final Map<String, Set<String>> providers = new TreeMap<>();
  private final Set<String> uses = new TreeSet<>();

  private MergedModule() {}

  /**
   * Merges jars.
   *
   * @throws IOException if one cannot be read, or two of them disagree on a file
   */
  static MergedModule of(List<Path> jars) throws IOException {
    MergedModule merged = new MergedModule();
    for (Path jar : jars) {
      merged.add(jar);
    }
    return merged;
  }

  private void add(Path path) throws IOException {
    String library = path.getFileName().toString().replaceFirst("\\.jar$", "");
    try (JarFile jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
      for (JarEntry entry : jar.versionedStream().filter(MergedModule::isWanted).toList()) {
        byte[] content = jar.getInputStream(entry).readAllBytes();
        add(library, entry.getName(), content);
      }
    }
  }

  private static boolean isWanted(JarEntry entry) {
    return !entry.isDirectory() && LEFT_OUT.stream().noneMatch(entry.getName()::startsWith);
  }

  private void add(String library, String name, byte[] content) throws IOException {
    if (name.equals("module-info.class")) {
      uses.addAll(ServiceUses.declared(content));
    } else if (name.startsWith(SERVICES)) {
      String service = name.substring(SERVICES.length());
      providers.computeIfAbsent(service, key -> new TreeSet<>()).addAll(classNames(content));
    } else if (isLicence(name)) {
      licences.put(library + "/" + name.substring(name.lastIndexOf('/') + 1), content);
    } else if (!name.startsWith("META-INF/") || name.startsWith("META-INF/resources/")) {
      byte[] other = entries.put(name, content);
      if (other != null && !Arrays.equals(other, content)) {
        throw new IOException(library + " brings another " + name + " than a jar before it");
      }
      if (name.endsWith(".class")) {
        uses.addAll(ServiceUses.loaded(content));
      }
    }
  }

  private static boolean isLicence(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.startsWith("LICENSE") || last.startsWith("NOTICE") || last.startsWith("COPYING");
  }

  private static List<String> classNames(byte[] serviceFile) {
    List<String> names = new ArrayList<>();
    for (String line : new String(serviceFile, StandardCharsets.UTF_8).split("\n", -1)) {
      String name = line.replaceFirst("#.*", "").strip();
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  /** Returns the licences and notices that the libraries bring, by library and file name. */
  Map<String, byte[]> licences() {
    return licences;
  }

  /** Returns the files in order of their names, but for the module's declaration. */
  Map<String, byte[]> entries() {
    return entries;
  }

  /** Returns a file. */
  byte[] entry(String name) {
    byte[] content = entries.get(name);
    if (content == null) {
      throw new IllegalArgumentException("no jar brings " + name);
    }
    return content;
  }

  /** Replaces a file. */
  void replace(String name, byte[] content) {
    entry(name);
    entries.put(name, content);
  }

  /**
   * Writes the module as a jar.
   *
   * @param requires the modules of the JDK that it needs, besides java.base
   */
  void write(Path jar, List<String> requires) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.setLevel(0); // read once, by jlink
      put(out, "module-info.class", declaration(requires));
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(out, entry.getKey(), entry.getValue());
      }
    }
  }

  /** Returns the files of a jar that is used by class path: the services stand in files again. */
  Map<String, byte[]> classPathEntries() {
    Map<String, byte[]> all = new TreeMap<>(entries);
    for (Map.Entry<String, Set<String>> service : providers.entrySet()) {
      List<String> found = service.getValue().stream().filter(this::exists).toList();
      if (!found.isEmpty()) {
        String text = String.join("\n", found) + "\n";
        all.put(SERVICES + service.getKey(), text.getBytes(StandardCharsets.UTF_8));
      }
    }
    return all;
  }

  private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content);
  }

  /** Returns the class file of an open module that declares what META-INF/services did. */
  private byte[] declaration(List<String> requires) {
    Set<String> services = new TreeSet<>(uses);
    services.addAll(providers.keySet());
    services.removeIf(service -> !exists(service));
    return ClassFile.of()
        .buildModule(
            ModuleAttribute.of(
                ModuleDesc.of(NAME),
                module -> {
                  module.moduleFlags(ClassFile.ACC_OPEN);
                  module.requires(ModuleDesc.of("java.base"), ClassFile.ACC_MANDATED, null);
                  for (String name : requires) {
                    module.requires(ModuleDesc.of(name), 0, null);
                  }
                  for (String service : services) {
                    module.uses(ClassDesc.of(service));
                    provided(service)
                        .ifPresent(found -> module.provides(ClassDesc.of(service), found));
                  }
                }));
  }

  private Optional<ClassDesc[]> provided(String service) {
    ClassDesc[] found =
        providers.getOrDefault(service, Set.of()).stream()
            .filter(this::exists)
            .map(ClassDesc::of)
            .toArray(ClassDesc[]::new);
    return found.length == 0 ? Optional.empty() : Optional.of(found);
  }

  /** Whether a class is in this module or in the JDK that builds it. */
  private boolean exists(String name) {
    return entries.containsKey(name.replace('.', '/') + ".class")
        || ClassLoader.getPlatformClassLoader().getResource(name.replace('.', '/') + ".class")
            != null;
  }
}
