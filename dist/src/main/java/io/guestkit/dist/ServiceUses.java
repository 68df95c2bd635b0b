package io.guestkit.dist;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.Set;
import java.util.TreeSet;

/** The services that code asks ServiceLoader for: a named module must declare that it uses them. */
final class ServiceUses {
  private static final String LOADER = "java/util/ServiceLoader";

  private ServiceUses() {}

  /** Returns those that a module's declaration names. */
  static Set<String> declared(byte[] moduleInfo) {
    Set<String> services = new TreeSet<>();
    for (var attribute : ClassFile.of().parse(moduleInfo).attributes()) {
      if (attribute instanceof ModuleAttribute module) {
        module.uses().forEach(service -> services.add(name(service)));
      }
    }
    return services;
  }

  /** Returns those that a class loads, where it names them just before. */
  static Set<String> loaded(byte[] classFile) {
    Set<String> services = new TreeSet<>();
    ClassModel model = ClassFile.of().parse(classFile);
    if (!mentionsLoader(model)) {
      return services;
    }
    for (MethodModel method : model.methods()) {
      method.code().ifPresent(code -> collect(code, services));
    }
    return services;
  }

  private static boolean mentionsLoader(ClassModel model) {
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof ClassEntry type && type.asInternalName().equals(LOADER)) {
        return true;
      }
    }
    return false;
  }

  private static void collect(CodeModel code, Set<String> services) {
    ClassDesc named = null;
    for (CodeElement element : code) {
      if (element instanceof ConstantInstruction constant
          && constant.constantValue() instanceof ClassDesc type) {
        named = type;
      } else if (element instanceof InvokeInstruction invoke
          && invoke.owner().asInternalName().equals(LOADER)
          && invoke.name().stringValue().startsWith("load")
          && named != null) {
        services.add(named.descriptorString().replace('/', '.').replaceAll("^L|;$", ""));
      }
    }
  }

  private static String name(ClassEntry type) {
    return type.asInternalName().replace('/', '.');
  }
}
