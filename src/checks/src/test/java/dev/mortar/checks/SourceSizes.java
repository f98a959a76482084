package dev.mortar.checks;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Measures Java sources with the compiler's own parser. */
final class SourceSizes {
  /**
   * @param place file, type and name
   * @param lines from the first annotation or modifier to the closing brace
   * @param arguments how many parameters
   */
  record Method(String place, boolean constructor, int lines, int arguments) {}

  /**
   * @param place the record with the types around it
   * @param components how many
   */
  record Row(String place, int components) {}

  /** A catch of everything, which belongs only where a loop must live on. */
  record CatchAll(String place) {}

  private static final Set<String> EVERYTHING =
      Set.of("Exception", "Throwable", "RuntimeException");

  private final List<Method> methods = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<CatchAll> catchAlls = new ArrayList<>();

  private SourceSizes() {}

  static SourceSizes of(List<Path> files) {
    var sizes = new SourceSizes();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        sizes.new Reader(unit, positions).scan(unit, "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sizes;
  }

  List<Method> methods() {
    return methods;
  }

  /** The records, of which a constructor takes every component. */
  List<Row> rows() {
    return rows;
  }

  List<CatchAll> catchAlls() {
    return catchAlls;
  }

  /** Walks one file; the argument is where the walk is, such as {@code Inbox.store}. */
  private final class Reader extends TreeScanner<@Nullable Void, String> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    private Reader(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, String at) {
      String name = type.getSimpleName().toString();
      String place = name.isEmpty() ? at : at.isEmpty() ? name : at + "." + name;
      if (type.getKind() == Tree.Kind.RECORD) {
        rows.add(new Row(place, components(type)));
      }
      return super.visitClass(type, place);
    }

    /** Fields of a record that are not static are its components. */
    private static int components(ClassTree record) {
      return (int)
          record.getMembers().stream()
              .filter(VariableTree.class::isInstance)
              .map(VariableTree.class::cast)
              .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
              .count();
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, String at) {
      String name = method.getName().toString();
      String place = at + "#" + name;
      methods.add(
          new Method(place, name.equals("<init>"), lines(method), method.getParameters().size()));
      return super.visitMethod(method, place);
    }

    @Override
    public @Nullable Void visitCatch(CatchTree caught, String at) {
      if (EVERYTHING.contains(caught.getParameter().getType().toString())) {
        catchAlls.add(new CatchAll(at));
      }
      return super.visitCatch(caught, at);
    }

    private int lines(Tree tree) {
      var map = unit.getLineMap();
      long first = map.getLineNumber(positions.getStartPosition(unit, tree));
      long last = map.getLineNumber(positions.getEndPosition(unit, tree));
      return (int) (last - first + 1);
    }
  }
}
