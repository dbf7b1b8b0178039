using System.Globalization;
using System.Text;
using NCalc;
using NCalc.Exceptions;
using NCalc.Visitors;

namespace Lectern.Quizzes.QuestionTypes.Calculated;

/// <summary>
/// A formula with variables, such as <c>2 * {a} + sqrt({b}) ^ 3</c>. NCalc reads it; only arithmetic on floating-point numbers is
/// computed of what it read, and nothing else exists here: no text, no types, no members, no code. It takes as long as it is long.
/// </summary>
internal sealed class Formula
{
    public const int Longest = 500;   // and so its tree is at most so deep

    private static readonly LogicalExpressionParserOptions Options = new() { FloatingPointNumberType = FloatingPointNumberType.Double, IntegerNumberType = IntegerNumberType.Int64 };

    private readonly LogicalExpression _tree;

    private Formula(LogicalExpression tree, IReadOnlyCollection<string> names) => (_tree, Names) = (tree, names);

    /// <summary>The variables that it needs.</summary>
    public IReadOnlyCollection<string> Names { get; }

    /// <summary>Reads a formula; refuses with the reason.</summary>
    /// <param name="field">The form field that it stands in.</param>
    public static Outcome<Formula> Read(string text, string field)
    {
        if (text.Length > Longest) return new Refusal("formula-too-long", "A formula has at most {0} characters.", field, Longest);
        try
        {
            var tree = LogicalExpressionParser.Parse(Usual(text), Options, CultureInfo.InvariantCulture);
            var reader = new Computing(_ => 1);
            tree.Accept(reader);
            return reader.Unknown is { } unknown
                ? new Refusal("formula-unknown", "“{0}” is nothing that formulas know. They know + - * / ^, brackets, and functions such as sqrt, sin, ln, log10, exp, round, min and max.", field, unknown)
                : new Formula(tree, reader.Names);
        }
        catch (Exception broken) when (broken is NCalcException or InvalidOperationException or OverflowException or FormatException or ArgumentException)   // "a^<a" is an operation that is invalid
        {
            return new Refusal("formula-unreadable", "The formula can't be read. Write it like {0}.", field, "2 * {a} + sqrt({b})");
        }
    }

    /// <summary>Not a finite number when there is none: after a division by zero, say.</summary>
    public double Value(Func<string, double> values) => _tree.Accept(new Computing(values));

    // As people type and paste it, for a parser that knows ASCII: a caret is a power, not an exclusive or.
    private static string Usual(string text)
    {
        var usual = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            var digit = CharUnicodeInfo.GetDecimalDigitValue(character);
            usual.Append(digit >= 0 ? ((char)('0' + digit)).ToString() : character switch
            {
                '^' => "**",
                '×' or '·' or '⋅' => "*",
                '÷' or '∕' => "/",
                '\u2212' or '\u2013' => "-",
                '\u066B' => ".",
                '\u060C' => ",",
                'π' => "pi",
                _ => character.ToString(),
            });
        }

        return usual.ToString();
    }

    private sealed class Computing(Func<string, double> values) : ILogicalExpressionVisitor<double>
    {
        private readonly HashSet<string> _names = [];

        public IReadOnlyCollection<string> Names => _names;
        /// <summary>The first thing that is no arithmetic.</summary>
        public string? Unknown { get; private set; }

        public double Visit(Identifier identifier)
        {
            if (Constants.TryGetValue(identifier.Name, out var constant)) return constant;
            if (!Variable.IsName(identifier.Name)) return Stranger(identifier.Name);
            _names.Add(identifier.Name);
            return values(identifier.Name);
        }

        public double Visit(ValueExpression value) => value.Value switch
        {
            long whole => whole,
            int whole => whole,
            double number => number,
            decimal number => (double)number,
            _ => Stranger(Convert.ToString(value.Value, CultureInfo.InvariantCulture) ?? "?"),
        };

        public double Visit(UnaryExpression unary)
        {
            var value = unary.Expression.Accept(this);
            return unary.Type switch
            {
                UnaryExpressionType.Negate => -value,
                UnaryExpressionType.Positive => value,
                UnaryExpressionType.Factorial => Factorial(value),
                _ => Stranger(unary.Type.ToString()),
            };
        }

        public double Visit(BinaryExpression binary)
        {
            var (left, right) = (binary.LeftExpression.Accept(this), binary.RightExpression.Accept(this));
            return binary.Type switch
            {
                BinaryExpressionType.Plus => left + right,
                BinaryExpressionType.Minus => left - right,
                BinaryExpressionType.Times => left * right,
                BinaryExpressionType.Div => left / right,
                BinaryExpressionType.Modulo => left % right,
                BinaryExpressionType.Exponentiation => Math.Pow(left, right),
                BinaryExpressionType.Lesser => left < right ? 1 : 0,
                BinaryExpressionType.LesserOrEqual => left <= right ? 1 : 0,
                BinaryExpressionType.Greater => left > right ? 1 : 0,
                BinaryExpressionType.GreaterOrEqual => left >= right ? 1 : 0,
                BinaryExpressionType.Equal => left == right ? 1 : 0,
                BinaryExpressionType.NotEqual => left != right ? 1 : 0,
                _ => Stranger(binary.Type.ToString()),
            };
        }

        // All three are computed, so that reading a formula meets every part of it.
        public double Visit(TernaryExpression choice)
        {
            var (condition, then, otherwise) = (choice.LeftExpression.Accept(this), choice.MiddleExpression.Accept(this), choice.RightExpression.Accept(this));
            return condition != 0 ? then : otherwise;
        }

        public double Visit(Function function)
        {
            var arguments = function.Parameters.AsSpan().ToArray().Select(parameter => parameter.Accept(this)).ToArray();
            return Functions.TryGetValue(function.Identifier.Name, out var known) && arguments.Length >= known.Fewest && arguments.Length <= known.Most
                ? known.Of(arguments) : Stranger($"{function.Identifier.Name}({new string(',', Math.Max(0, arguments.Length - 1))})");
        }

        public double Visit(LogicalExpressionList list) => Stranger("( , )");

        private double Stranger(string what)
        {
            Unknown ??= what.Length > 40 ? what[..40] : what;
            return double.NaN;
        }

        private static double Factorial(double value)
        {
            if (value is < 0 or > 170 || value != Math.Truncate(value)) return double.NaN;
            var product = 1.0;
            for (var factor = 2; factor <= value; factor++) product *= factor;
            return product;
        }
    }

    private static readonly Dictionary<string, double> Constants = new(StringComparer.Ordinal) { ["pi"] = Math.PI };

    // No log of one number: a calculator means 10, a programmer e.
    private static readonly Dictionary<string, (int Fewest, int Most, Func<double[], double> Of)> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["abs"] = One(Math.Abs), ["sign"] = One(x => double.IsNaN(x) ? x : Math.Sign(x)), ["sqrt"] = One(Math.Sqrt), ["cbrt"] = One(Math.Cbrt),
        ["exp"] = One(Math.Exp), ["expm1"] = One(x => Math.Exp(x) - 1), ["ln"] = One(Math.Log), ["log10"] = One(Math.Log10), ["log1p"] = One(x => Math.Log(1 + x)), ["log"] = Two(Math.Log),
        ["sin"] = One(Math.Sin), ["cos"] = One(Math.Cos), ["tan"] = One(Math.Tan), ["asin"] = One(Math.Asin), ["acos"] = One(Math.Acos), ["atan"] = One(Math.Atan), ["atan2"] = Two(Math.Atan2),
        ["sinh"] = One(Math.Sinh), ["cosh"] = One(Math.Cosh), ["tanh"] = One(Math.Tanh), ["asinh"] = One(Math.Asinh), ["acosh"] = One(Math.Acosh), ["atanh"] = One(Math.Atanh),
        ["deg2rad"] = One(x => x * Math.PI / 180), ["rad2deg"] = One(x => x * 180 / Math.PI),
        ["ceil"] = One(Math.Ceiling), ["floor"] = One(Math.Floor), ["trunc"] = One(Math.Truncate), ["fmod"] = Two((x, y) => x % y), ["pow"] = Two(Math.Pow), ["pi"] = (0, 0, _ => Math.PI),
        ["round"] = (1, 2, x => Rounded(x[0], x.Length > 1 ? x[1] : 0)),
        ["min"] = (1, 20, x => x.Min()), ["max"] = (1, 20, x => x.Max()),
        ["if"] = (3, 3, x => x[0] != 0 ? x[1] : x[2]),
    };

    private static (int, int, Func<double[], double>) One(Func<double, double> of) => (1, 1, x => of(x[0]));
    private static (int, int, Func<double[], double>) Two(Func<double, double, double> of) => (2, 2, x => of(x[0], x[1]));
    private static double Rounded(double value, double digits) => digits is >= 0 and <= 15 ? Math.Round(value, (int)digits, MidpointRounding.AwayFromZero) : double.NaN;
}
