import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Raises the classes of a library to a class file version that an AOT cache can hold. The cache of
 * JDK 25 leaves out whatever was compiled for Java 5 and before (picocli is): without this, 126
 * classes are parsed and verified at every start, some 40 ms.
 */
final class ClassUpgrade {
  /** Java 8: any version from Java 6 on would do. */
  private static final int TARGET_MAJOR = ClassFile.JAVA_8_VERSION;

  /** Up to Java 5, verification has no stack maps. */
  private static final int LAST_WITHOUT_STACK_MAPS = ClassFile.JAVA_5_VERSION;

  /** The same bytes at each build; the first year that a ZIP can say. */
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private ClassUpgrade() {}

  /** Copies a library, its old classes raised; one without such is copied as it is. */
  static void copy(Path library, Path target) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean raised = false;
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(library));
        ZipOutputStream out = new ZipOutputStream(bytes);
        URLClassLoader loader = new URLClassLoader(new URL[] {library.toUri().toURL()})) {
      ClassFile classFile =
          ClassFile.of(
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofClassLoading(loader)));
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = in.readAllBytes();
        if (isOldClass(entry.getName(), content)) {
          content = raise(classFile, content);
          raised = true;
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(ENTRY_TIME);
        out.putNextEntry(copy);
        out.write(content);
      }
    }
    if (raised) {
      Files.write(target, bytes.toByteArray());
    } else {
      Files.copy(library, target);
    }
  }

  /** The major version of a class file is the big-endian u2 at byte 6. */
  private static boolean isOldClass(String name, byte[] content) {
    return name.endsWith(".class")
        && ((content[6] & 0xff) << 8 | content[7] & 0xff) <= LAST_WITHOUT_STACK_MAPS;
  }

  private static byte[] raise(ClassFile classFile, byte[] content) {
    ClassModel model = classFile.parse(content);
    ClassTransform transform =
        (builder, element) -> {
          switch (element) {
            case ClassFileVersion _ -> builder.withVersion(TARGET_MAJOR, 0);
            // Code passes through one element at a time, or it would be copied without stack maps.
            case MethodModel method ->
                builder.transformMethod(
                    method, MethodTransform.transformingCode((code, e) -> code.with(e)));
            default -> builder.with(element);
          }
        };
    return classFile.transformClass(model, transform);
  }
}
