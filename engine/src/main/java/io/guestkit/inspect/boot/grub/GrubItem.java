package io.guestkit.inspect.boot.grub;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry of a menu, or a menu below it, while its body runs. */
final class GrubItem {
  private final String title;
  private final @Nullable String id;
  private final @Nullable List<GrubItem> children;
  private @Nullable String kernel;
  private @Nullable String initramfs;
  private @Nullable String commandLine;
  private boolean hypervisor;

  private GrubItem(String title, @Nullable String id, @Nullable List<GrubItem> children) {
    this.title = title;
    this.id = id;
    this.children = children;
  }

  static GrubItem entry(String title, @Nullable String id) {
    return new GrubItem(title, id, null);
  }

  static GrubItem submenu(String title, @Nullable String id) {
    return new GrubItem(title, id, new ArrayList<>());
  }

  /** Sets what {@code linux} loads. */
  void kernel(@Nullable String path, @Nullable String arguments) {
    kernel = path;
    commandLine = arguments;
  }

  /** Sets what {@code initrd} loads. */
  void initramfs(@Nullable String path) {
    initramfs = path;
  }

  /** Takes what {@code multiboot} loads: the kernel is a module that comes after it. */
  void hypervisor(String path) {
    hypervisor = true;
    kernel = path;
  }

  /** The first module of a hypervisor is the kernel, the second its initial RAM filesystem. */
  void module(String path, String arguments) {
    if (hypervisor && commandLine == null) {
      kernel(path, arguments);
    } else if (initramfs == null) {
      initramfs = path;
    }
  }

  /** Returns whether this is what {@code default} names. */
  boolean isNamed(String name) {
    return title.equals(name) || name.equals(id);
  }

  String title() {
    return title;
  }

  @Nullable String id() {
    return id;
  }

  @Nullable List<GrubItem> children() {
    return children;
  }

  @Nullable String kernel() {
    return kernel;
  }

  @Nullable String initramfs() {
    return initramfs;
  }

  @Nullable String commandLine() {
    return commandLine;
  }
}
