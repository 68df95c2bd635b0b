package io.guestkit.ansible.task;

import io.guestkit.ansible.argument.ArgumentException;
import io.guestkit.ansible.argument.ArgumentSpec;
import io.guestkit.ansible.argument.CheckedArguments;

/** What one module of the collection does; its documentation stands beside its launcher. */
public interface AnsibleModule {

  /** Returns its name in the collection. */
  String name();

  /** Returns its arguments. */
  ArgumentSpec spec();

  /**
   * Does what a task asks.
   *
   * @param arguments without an error
   * @throws ModuleFailure if the task fails
   * @throws ArgumentException if an argument has a value that only the module can refuse
   */
  ModuleResult run(CheckedArguments arguments) throws ModuleFailure, ArgumentException;
}
