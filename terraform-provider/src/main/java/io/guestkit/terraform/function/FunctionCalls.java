package io.guestkit.terraform.function;

import com.google.protobuf.ByteString;
import io.guestkit.export.DisplayText;
import io.guestkit.terraform.tfplugin6.CallFunction;
import io.guestkit.terraform.tfplugin6.DynamicValue;
import io.guestkit.terraform.tfplugin6.Function;
import io.guestkit.terraform.tfplugin6.FunctionError;
import io.guestkit.terraform.tfplugin6.GetMetadata;
import io.guestkit.terraform.value.ConfigReader;
import io.guestkit.terraform.value.ConfigValue;
import io.guestkit.terraform.value.StateWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers calls of the provider's functions. Whatever goes wrong in one is told in its answer. */
public final class FunctionCalls {
  private final List<ProviderFunction> functions =
      List.of(new CompareVersions(), new ParseOsRelease(), new VersionAtLeast());

  /** Returns the functions as Terraform asks for them first: by their names. */
  public List<GetMetadata.FunctionName> metadata() {
    List<GetMetadata.FunctionName> names = new ArrayList<>();
    for (ProviderFunction function : functions) {
      names.add(GetMetadata.FunctionName.newBuilder().setName(function.name()).build());
    }
    return names;
  }

  /** Returns the signature of each by its name. */
  public Map<String, Function> signatures() {
    Map<String, Function> signatures = new LinkedHashMap<>();
    for (ProviderFunction function : functions) {
      signatures.put(function.name(), function.signature());
    }
    return signatures;
  }

  /** Calls a function; the answer has its result, or what is wrong and at which argument. */
  public CallFunction.Response call(CallFunction.Request request) {
    CallFunction.Response.Builder response = CallFunction.Response.newBuilder();
    try (StateWriter out = new StateWriter()) {
      ProviderFunction function = named(request.getName());
      function.call(arguments(function, request.getArgumentsList()), out);
      response.setResult(DynamicValue.newBuilder().setMsgpack(ByteString.copyFrom(out.bytes())));
    } catch (ArgumentException e) {
      response.setError(error(String.valueOf(e.getMessage())).setFunctionArgument(e.index()));
    } catch (IOException e) {
      response.setError(error("the call was not understood: " + e.getMessage()));
    } catch (RuntimeException | Error e) {
      response.setError(error("the provider met a fault of its own, " + e + "; please report it"));
    }
    return response.build();
  }

  private static FunctionError.Builder error(String text) {
    return FunctionError.newBuilder().setText(DisplayText.encodable(text));
  }

  private ProviderFunction named(String name) throws IOException {
    for (ProviderFunction function : functions) {
      if (function.name().equals(name)) {
        return function;
      }
    }
    throw new IOException("there is no function " + name);
  }

  private static List<String> arguments(ProviderFunction function, List<DynamicValue> values)
      throws ArgumentException, IOException {
    int expected = function.signature().getParametersCount();
    if (values.size() != expected) {
      throw new IOException(
          "%s was called with %d arguments in place of %d"
              .formatted(function.name(), values.size(), expected));
    }
    List<String> arguments = new ArrayList<>();
    for (DynamicValue value : values) {
      arguments.add(text(value, arguments.size()));
    }
    return arguments;
  }

  private static String text(DynamicValue value, int index) throws ArgumentException {
    try {
      ConfigValue argument = ConfigReader.readAny(value);
      if (argument instanceof ConfigValue.Text text) {
        return text.text();
      }
      throw new ArgumentException(
          index,
          argument instanceof ConfigValue.Null
              ? "a text is needed here, it is null"
              : argument instanceof ConfigValue.Unknown
                  ? "a text is needed here, it is not known yet"
                  : "a text is needed here");
    } catch (IOException e) {
      throw new ArgumentException(index, "it was not understood: " + e.getMessage());
    }
  }
}
