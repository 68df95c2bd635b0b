"""What ansible-core itself makes of arguments: cases as JSON in a file, answers as JSON out."""
import json
import os
import sys

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

with open(sys.argv[1]) as cases:
    answers = []
    for case in json.load(cases):
        validator = ArgumentSpecValidator(
            case["spec"],
            mutually_exclusive=case["mutually_exclusive"],
            required_one_of=case["required_one_of"],
        )
        result = validator.validate(case["given"])
        answers.append(
            {
                "values": result.validated_parameters,
                "errors": result.error_messages,
                "warnings": [
                    "Both option %(option)s and its alias %(alias)s are set." % warning
                    for warning in result._warnings
                ],
            }
        )
    json.dump({"answers": answers, "home": os.path.expanduser("~")}, sys.stdout)
