package io.flinkvariance.error;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What Java sources put into the words of remedies, read out of their syntax trees. */
final class RemedyTexts {
    private static final String REMEDY = "Try: ";

    private static final Pattern PLACE = Pattern.compile("%(?:%|(\\d+\\$)?[-.,0-9]*([a-zA-Z]))");

    /**
     * A value in a remedy.
     *
     * @param file the name of the source
     * @param before the remedy's words in front of it, with X for the values among them
     * @param expression as it is written
     */
    record Value(String file, String before, String expression) {}

    private RemedyTexts() {}

    /** All values that are texts, of sources. */
    static Set<Value> valuesIn(List<Path> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources));
            Set<Value> values = new LinkedHashSet<>();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new Search(Path.of(unit.getSourceFile().getName()), values), false);
            }
            return values;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether the words at hand are a remedy from their first one on is what is passed down. */
    private static final class Search extends TreeScanner<Void, Boolean> {
        private final String file;
        private final Set<Value> values;

        Search(Path file, Set<Value> values) {
            this.file = file.getFileName().toString();
            this.values = values;
        }

        @Override
        public Void visitClass(ClassTree type, Boolean isRemedy) {
            return super.visitClass(type, false);
        }

        @Override
        public Void visitMethod(MethodTree method, Boolean isRemedy) {
            return super.visitMethod(method, isNamedSo(method.getName()));
        }

        @Override
        public Void visitReturn(ReturnTree returned, Boolean isRemedy) {
            look(returned.getExpression(), isRemedy);
            return super.visitReturn(returned, isRemedy);
        }

        @Override
        public Void visitVariable(VariableTree variable, Boolean isRemedy) {
            look(variable.getInitializer(), isNamedSo(variable.getName()));
            return super.visitVariable(variable, isRemedy);
        }

        @Override
        public Void visitBinary(BinaryTree sum, Boolean isRemedy) {
            look(sum, false);
            return super.visitBinary(sum, isRemedy);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Boolean isRemedy) {
            look(call, false);
            if (nameOf(call).equals("trying")) {
                look(call.getArguments().get(0), true);
            }
            return super.visitMethodInvocation(call, isRemedy);
        }

        private static boolean isNamedSo(CharSequence name) {
            return name.toString().toLowerCase(Locale.ROOT).contains("remedy");
        }

        private void look(ExpressionTree text, boolean isRemedy) {
            if (text == null) {
                return;
            }
            boolean within = isRemedy;
            String before = "";
            for (Part part : parts(text)) {
                if (part.isValue()) {
                    if (within) {
                        values.add(new Value(file, before, part.text()));
                    }
                    before += "X";
                } else {
                    before += part.text();
                    if (part.text().contains(REMEDY)) {
                        within = true;
                        before = before.substring(before.indexOf(REMEDY) + REMEDY.length());
                    }
                }
            }
        }
    }

    /** Of a text: words as they stand there, or a value that is put between them. */
    private record Part(boolean isValue, String text) {}

    private static List<Part> parts(ExpressionTree text) {
        List<Part> parts = new ArrayList<>();
        if (text instanceof LiteralTree literal) {
            parts.add(new Part(false, String.valueOf(literal.getValue())));
        } else if (text instanceof ParenthesizedTree inner) {
            parts.addAll(parts(inner.getExpression()));
        } else if (text instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
            parts.addAll(parts(sum.getLeftOperand()));
            parts.addAll(parts(sum.getRightOperand()));
        } else if (text instanceof ConditionalExpressionTree choice) {
            parts.addAll(parts(choice.getTrueExpression()));
            parts.add(new Part(false, "; "));
            parts.addAll(parts(choice.getFalseExpression()));
        } else if (text instanceof MethodInvocationTree call && isFormat(call)) {
            parts.addAll(filled(call));
        } else {
            parts.add(new Part(true, text.toString()));
        }
        return parts;
    }

    private static boolean isFormat(MethodInvocationTree call) {
        return Set.of("formatted", "format").contains(nameOf(call));
    }

    private static String nameOf(MethodInvocationTree call) {
        String method = call.getMethodSelect().toString();
        return method.substring(method.lastIndexOf('.') + 1);
    }

    /** The words of a format with its arguments between them; numbers are words, too. */
    private static List<Part> filled(MethodInvocationTree call) {
        List<ExpressionTree> arguments = new ArrayList<>(call.getArguments());
        ExpressionTree format =
                nameOf(call).equals("formatted")
                        ? ((MemberSelectTree) call.getMethodSelect()).getExpression()
                        : arguments.remove(
                                arguments.get(0).toString().startsWith("Locale.") ? 1 : 0);
        if (nameOf(call).equals("format")) {
            arguments.removeIf(argument -> argument.toString().startsWith("Locale."));
        }
        List<Part> parts = new ArrayList<>();
        int next = 0;
        for (Part part : parts(format)) {
            if (part.isValue()) {
                parts.add(part);
                continue;
            }
            Matcher place = PLACE.matcher(part.text());
            int end = 0;
            while (place.find()) {
                parts.add(new Part(false, part.text().substring(end, place.start())));
                end = place.end();
                if (place.group(2) == null) {
                    continue;
                }
                int index =
                        place.group(1) == null
                                ? next++
                                : Integer.parseInt(place.group(1).replace("$", "")) - 1;
                if (place.group(2).equals("s") && index < arguments.size()) {
                    parts.addAll(parts(arguments.get(index)));
                } else {
                    parts.add(new Part(false, "0"));
                }
            }
            parts.add(new Part(false, part.text().substring(end)));
        }
        return parts;
    }
}
