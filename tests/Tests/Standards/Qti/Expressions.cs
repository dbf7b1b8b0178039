using Lectern.Qti;
using Lectern.Qti.Processing;
using static Lectern.Tests.Standards.Qti.AnItem;

namespace Lectern.Tests.Standards.Qti;

/// <summary>The expressions of the standard one by one (QTI 2.1 information model 15; 2.2 and 3.0 repeat it). The examples in the text of the standard are among them.</summary>
public sealed class An_expression
{
    // 15.3 "and", "or", "not": NULL where the known operands leave it open.
    [Theory]
    [InlineData("and", "tt", true)]
    [InlineData("and", "tf", false)]
    [InlineData("and", "tn", null)]
    [InlineData("and", "fn", false)]
    [InlineData("or", "ff", false)]
    [InlineData("or", "ft", true)]
    [InlineData("or", "fn", null)]
    [InlineData("or", "nt", true)]
    [InlineData("not", "t", false)]
    [InlineData("not", "f", true)]
    [InlineData("not", "n", null)]
    [InlineData("isNull", "n", true)]
    [InlineData("isNull", "f", false)]
    public void of_logic_leaves_open_what_NULL_leaves_open(string name, string operands, bool? expected) => Assert.Equal(expected, Plain(Set(name, Truths(operands))));

    // 15.3 "anyN": its own three examples, and the bounds.
    [Theory]
    [InlineData("ttfn", 3, 4, null)]
    [InlineData("tffn", 3, 4, false)]
    [InlineData("tttn", 3, 4, true)]
    [InlineData("ttt", 1, 2, false)]
    [InlineData("tn", 1, 1, null)]
    [InlineData("tfn", 0, 2, true)]
    public void of_anyN_counts_what_is_true(string operands, int least, int most, bool? expected) => Assert.Equal(expected, Plain($"<anyN min='{least}' max='{most}'>{Truths(operands)}</anyN>"));

    // 15.3 "match".
    [Fact]
    public void of_match_compares_whole_values()
    {
        Assert.Equal(true, Plain($"<match>{Set("multiple", Name("A", "B"))}{Set("multiple", Name("B", "A"))}</match>"));
        Assert.Equal(false, Plain($"<match>{Set("multiple", Name("A", "B", "B"))}{Set("multiple", Name("B", "A"))}</match>"));
        Assert.Equal(false, Plain($"<match>{Set("ordered", Name("A", "B"))}{Set("ordered", Name("B", "A"))}</match>"));
        Assert.Equal(false, Plain($"<match>{Set("ordered", Name("A"))}{Set("multiple", Name("A"))}</match>"));
        Assert.Equal(true, Plain("<match><baseValue baseType='pair'>A B</baseValue><baseValue baseType='pair'>B A</baseValue></match>"));
        Assert.Equal(false, Plain("<match><baseValue baseType='directedPair'>A B</baseValue><baseValue baseType='directedPair'>B A</baseValue></match>"));
        Assert.Null(Plain($"<match>{Name("A")}<null/></match>"));
    }

    // 15.3 "equal": tolerances are around the first operand, relative ones in per cent.
    [Theory]
    [InlineData("", "5", "5", true)]
    [InlineData("", "5", "5.1", false)]
    [InlineData("toleranceMode='exact'", "5", "5.0", true)]
    [InlineData("toleranceMode='absolute' tolerance='0.5'", "10", "9.5", true)]
    [InlineData("toleranceMode='absolute' tolerance='0.5' includeLowerBound='false'", "10", "9.5", false)]
    [InlineData("toleranceMode='absolute' tolerance='0.5 2'", "10", "12", true)]
    [InlineData("toleranceMode='absolute' tolerance='0.5 2' includeUpperBound='false'", "10", "12", false)]
    [InlineData("toleranceMode='relative' tolerance='10'", "20", "18", true)]
    [InlineData("toleranceMode='relative' tolerance='10'", "20", "17.9", false)]
    [InlineData("toleranceMode='relative' tolerance='10'", "-20", "-21.5", true)]
    [InlineData("toleranceMode='relative' tolerance='10 20'", "20", "23.9", true)]
    [InlineData("toleranceMode='absolute'", "20", "20", null)]
    [InlineData("toleranceMode='absolute' tolerance='-1'", "20", "20", null)]
    public void of_equal_keeps_to_its_tolerance(string attributes, string first, string second, bool? expected) => Assert.Equal(expected, Plain($"<equal {attributes}>{Float(first, second)}</equal>"));

    // 15.3 "equalRounded": the example of the standard (3.175 and 3.183 to three figures), and decimal digits instead of binary ones.
    [Theory]
    [InlineData("significantFigures", 3, "3.175", "3.183", true)]
    [InlineData("significantFigures", 3, "3.1749", "3.183", false)]
    [InlineData("decimalPlaces", 2, "1.005", "1.01", true)]
    [InlineData("decimalPlaces", 0, "2.5", "3", true)]
    public void of_equalRounded_rounds_as_written(string mode, int figures, string first, string second, bool expected) =>
        Assert.Equal(expected, Plain($"<equalRounded roundingMode='{mode}' figures='{figures}'>{Float(first, second)}</equalRounded>"));

    [Theory]
    [InlineData("significantFigures", 3, "1239451", 1240000.0)]
    [InlineData("significantFigures", 3, "0.0012345", 0.00123)]
    [InlineData("significantFigures", 1, "-0.95", -1.0)]
    [InlineData("significantFigures", 5, "12", 12.0)]
    [InlineData("decimalPlaces", 2, "2.675", 2.68)]
    [InlineData("decimalPlaces", 0, "0.4", 0.0)]
    [InlineData("decimalPlaces", 3, "1E-20", 0.0)]
    [InlineData("significantFigures", 2, "1.25E+300", 1.3E+300)]
    [InlineData("significantFigures", 0, "1", null)]
    [InlineData("decimalPlaces", 2, "9.999", 10.0)]
    public void of_roundTo_gives_so_many_figures(string mode, int figures, string number, double? expected) => Assert.Equal(expected, Plain($"<roundTo roundingMode='{mode}' figures='{figures}'>{Float(number)}</roundTo>"));

    // 15.3 "round", "truncate", and the integer functions: their own examples.
    [Theory]
    [InlineData("round", "6.5", 7)]
    [InlineData("round", "7.4", 7)]
    [InlineData("round", "0.5", 1)]
    [InlineData("round", "-0.5", 0)]
    [InlineData("round", "-1.5", -1)]
    [InlineData("truncate", "6.8", 6)]
    [InlineData("truncate", "-6.8", -6)]
    public void of_one_number_rounds(string name, string number, double expected) => Assert.Equal(expected, Plain(Set(name, Float(number))));

    [Theory]
    [InlineData("integerDivide", 7, 2, 3.0)]
    [InlineData("integerDivide", -7, 2, -4.0)]
    [InlineData("integerModulus", 7, 3, 1.0)]
    [InlineData("integerModulus", -7, 3, 2.0)]
    [InlineData("integerDivide", 7, 0, null)]
    [InlineData("integerModulus", 7, 0, null)]
    [InlineData("divide", 7, 0, null)]
    [InlineData("divide", 7, 2, 3.5)]
    [InlineData("subtract", 5, 7, -2.0)]
    [InlineData("power", 2, 10, 1024.0)]
    [InlineData("power", 0, -1, null)]
    [InlineData("gcd", 12, 18, 6.0)]
    [InlineData("gcd", 0, 7, 7.0)]
    [InlineData("gcd", 0, 0, 0.0)]
    [InlineData("lcm", 4, 6, 12.0)]
    [InlineData("lcm", 0, 6, 0.0)]
    [InlineData("max", 4, 6, 6.0)]
    [InlineData("min", 4, 6, 4.0)]
    [InlineData("sum", 4, 6, 10.0)]
    [InlineData("product", 4, 6, 24.0)]
    public void of_two_numbers_counts(string name, int first, int second, double? expected) => Assert.Equal(expected, Plain(Set(name, Int(first, second))));

    // 15.3 "sum" and the like: integers stay integers, containers count item by item, one NULL makes all NULL.
    [Fact]
    public void of_many_numbers_takes_containers_and_keeps_integers()
    {
        Assert.Equal(6.0, Plain(Set("sum", Set("multiple", Int(1, 2)) + Int(3))));
        Assert.Null(Plain(Set("sum", Int(1) + "<null/>")));
        Assert.Null(Plain(Set("max", Int(1) + "<null/>")));
        Assert.Null(Plain(Set("sum", Text("one"))));
        Assert.Equal(true, Plain($"<isTypeOf>{Set("sum", Int(1, 2))}{Text("integer")}</isTypeOf>"));
        Assert.Equal(true, Plain($"<isTypeOf>{Set("sum", Int(1) + Float("2"))}{Text("float")}</isTypeOf>"));
        Assert.Equal(true, Plain($"<isTypeOf>{Set("divide", Int(4, 2))}{Text("float")}</isTypeOf>"));
    }

    [Theory]
    [InlineData("lt", "1", "2", true)]
    [InlineData("lt", "2", "2", false)]
    [InlineData("lte", "2", "2", true)]
    [InlineData("gt", "3", "2", true)]
    [InlineData("gte", "2", "2.1", false)]
    public void of_order_compares_numbers(string name, string first, string second, bool expected)
    {
        Assert.Equal(expected, Plain(Set(name, Float(first, second))));
        Assert.Null(Plain(Set(name, "<null/>" + Float(second))));
    }

    [Fact]
    public void of_durations_compares_seconds()
    {
        Assert.Equal(true, Plain("<durationLT><baseValue baseType='duration'>59.5</baseValue><baseValue baseType='duration'>PT1M</baseValue></durationLT>"));
        Assert.Equal(true, Plain("<durationGTE><baseValue baseType='duration'>60</baseValue><baseValue baseType='duration'>PT1M</baseValue></durationGTE>"));
    }

    // 15.3 "member", "contains", "delete", "index", "containerSize", "multiple", "ordered": the examples of the standard.
    [Fact]
    public void of_containers_keeps_to_the_examples()
    {
        Assert.Equal(true, Plain($"<contains>{Set("multiple", Name("A", "B", "C"))}{Set("multiple", Name("C", "A"))}</contains>"));
        Assert.Equal(false, Plain($"<contains>{Set("multiple", Name("A", "B", "C"))}{Set("multiple", Name("B", "B"))}</contains>"));
        Assert.Equal(true, Plain($"<contains>{Set("multiple", Name("A", "B", "B", "C"))}{Set("multiple", Name("B", "B"))}</contains>"));
        Assert.Equal(false, Plain($"<contains>{Set("ordered", Name("A", "B", "C"))}{Set("ordered", Name("C", "A"))}</contains>"));
        Assert.Equal(true, Plain($"<contains>{Set("ordered", Name("A", "B", "C"))}{Set("ordered", Name("B", "C"))}</contains>"));
        Assert.Equal(false, Plain($"<contains>{Set("ordered", Name("A", "B", "C"))}{Set("ordered", Name("A", "C"))}</contains>"));
        Assert.Equal("B,C", Plain($"<delete>{Name("A")}{Set("multiple", Name("B", "A", "C", "A"))}</delete>"));
        Assert.Null(Plain($"<delete>{Name("A")}{Set("multiple", Name("A", "A"))}</delete>"));
        Assert.Equal("B", Plain($"<index n='2'>{Set("ordered", Name("A", "B"))}</index>"));
        Assert.Null(Plain($"<index n='3'>{Set("ordered", Name("A", "B"))}</index>"));
        Assert.Equal(2.0, Plain($"<containerSize>{Set("multiple", Name("A") + "<null/>" + Name("B"))}</containerSize>"));
        Assert.Equal(0.0, Plain("<containerSize><null/></containerSize>"));
        Assert.Equal("A,B,C", Plain($"<ordered>{Name("A")}{Set("ordered", Name("B", "C"))}</ordered>"));
        Assert.Null(Plain($"<multiple>{Name("A")}{Int(1)}</multiple>"));
        Assert.Equal(true, Plain($"<member>{Name("A")}{Set("multiple", Name("B", "A"))}</member>"));
        Assert.Null(Plain($"<member><null/>{Set("multiple", Name("B", "A"))}</member>"));
    }

    // 15.3 "repeat": ordered; NULLs are left out; nothing for less than once.
    [Fact]
    public void of_repeat_is_bounded()
    {
        Assert.Equal("1,2,1,2", Plain($"<repeat numberRepeats='2'>{Int(1, 2)}</repeat>"));
        Assert.Null(Plain($"<repeat numberRepeats='0'>{Int(1)}</repeat>"));
        var refused = Assert.Throws<QtiRefusedException>(() => Plain($"<repeat numberRepeats='2000000000'>{Int(1)}</repeat>"));
        Assert.Equal("too-many-values", refused.Problem.Code);
        // Each asks for as much as is allowed; one in another asks for too much.
        Assert.Throws<QtiRefusedException>(() => Plain($"<repeat numberRepeats='9999'><containerSize><repeat numberRepeats='9999'>{Int(1)}</repeat></containerSize></repeat>"));
    }

    [Fact]
    public void stop_when_they_compare_more_values_than_any_real_item()
    {
        var many = "<repeat numberRepeats='9000'><baseValue baseType='integer'>1</baseValue></repeat>";
        Assert.Equal("too-much-work", Assert.Throws<QtiRefusedException>(() => Evaluate($"<match>{many}{many}</match>")).Problem.Code);
        Assert.Equal("too-much-work", Assert.Throws<QtiRefusedException>(() => Evaluate($"<and>{string.Concat(Enumerable.Repeat("<patternMatch pattern='(a|b)*'><baseValue baseType='string'>ab</baseValue></patternMatch>", 400))}</and>")).Problem.Code);
    }

    [Theory]
    [InlineData("stringMatch caseSensitive='true'", "Köln", "köln", false)]
    [InlineData("stringMatch caseSensitive='false'", "Köln", "köln", true)]
    [InlineData("stringMatch caseSensitive='true' substring='true'", "Köln am Rhein", "am", true)]
    [InlineData("substring caseSensitive='true'", "ell", "Shell", true)]
    [InlineData("substring caseSensitive='true'", "Ell", "Shell", false)]
    [InlineData("substring caseSensitive='false'", "Ell", "Shell", true)]
    public void of_text_compares(string name, string first, string second, bool expected) => Assert.Equal(expected, Plain($"<{name}>{Text(first, second)}</{name.Split(' ')[0]}>"));

    // 15.3 "patternMatch": XML Schema, part 2, appendix F.
    [Theory]
    [InlineData("[0-9]{2}", "12", true)]
    [InlineData("[0-9]{2}", "123", false)]
    [InlineData("a|bc", "bc", true)]
    [InlineData("a|bc", "abc", false)]
    [InlineData("^a$", "^a$", true)]
    [InlineData("^a$", "a", false)]
    [InlineData("a.c", "a\nc", false)]
    [InlineData(@"\d+,\d\d", "12,50", true)]
    [InlineData(@"\i\c*", "x-1.y", true)]
    [InlineData(@"\i\c*", "1x", false)]
    [InlineData(@"[\w]+", "über", true)]
    [InlineData(@"\w+", "a-b", false)]
    [InlineData(@"\p{Lu}\p{Ll}*", "Äpfel", true)]
    [InlineData("[a-z-[aeiou]]+", "xyz", true)]
    [InlineData("[a-z-[aeiou]]+", "xay", false)]
    [InlineData(@"\S\s\S", "a b", true)]
    [InlineData("[", "a", null)]
    [InlineData("(?=a)a", "a", null)]
    [InlineData("(((a{100}){100}){100}){100}", "a", null)]
    public void of_patternMatch_speaks_XML_Schema(string pattern, string text, bool? expected) => Assert.Equal(expected, SchemaPattern.Match(pattern, text));

    [Fact]
    public void of_patternMatch_takes_no_longer_for_evil_patterns()
    {
        Assert.False(SchemaPattern.Match("(a+)+b", new string('a', 50_000)));
        Assert.Null(Plain($"<patternMatch pattern='['>{Text("a")}</patternMatch>"));
        Assert.Equal(true, Plain($"<patternMatch pattern='a+'>{Text("aaa")}</patternMatch>"));
    }

    [Theory]
    [InlineData("sin", "0", 0.0)]
    [InlineData("cos", "0", 1.0)]
    [InlineData("sec", "0", 1.0)]
    [InlineData("acos", "2", null)]
    [InlineData("asec", "0.5", null)]
    [InlineData("log", "1000", 3.0)]
    [InlineData("ln", "1", 0.0)]
    [InlineData("ln", "-1", null)]
    [InlineData("exp", "0", 1.0)]
    [InlineData("abs", "-2.5", 2.5)]
    [InlineData("signum", "-3.2", -1.0)]
    [InlineData("floor", "-1.5", -2.0)]
    [InlineData("ceil", "1.1", 2.0)]
    [InlineData("toDegrees", "0", 0.0)]
    [InlineData("nonsense", "1", null)]
    public void of_mathOperator_computes(string name, string number, double? expected) => Assert.Equal(expected, Plain($"<mathOperator name='{name}'>{Float(number)}</mathOperator>"));

    [Fact]
    public void of_mathOperator_takes_two_for_atan2_and_knows_pi()
    {
        Assert.Equal(Math.PI / 4, Plain($"<mathOperator name='atan2'>{Float("1", "1")}</mathOperator>"));
        Assert.Equal(Math.PI, Plain("<mathConstant name='pi'/>"));
        Assert.Equal(180.0, Plain("<mathOperator name='toDegrees'><mathConstant name='pi'/></mathOperator>"));
    }

    [Theory]
    [InlineData("mean", 2.5)]
    [InlineData("sampleVariance", 5.0 / 3)]
    [InlineData("popVariance", 1.25)]
    public void of_statsOperator_computes(string name, double expected) => Assert.Equal(expected, (double)Plain($"<statsOperator name='{name}'>{Set("multiple", Int(1, 2, 3, 4))}</statsOperator>")!, 12);

    [Fact]
    public void of_statsOperator_needs_numbers_and_enough_of_them()
    {
        Assert.Null(Plain($"<statsOperator name='sampleSD'>{Set("multiple", Int(1))}</statsOperator>"));
        Assert.Equal(0.0, Plain($"<statsOperator name='popSD'>{Set("multiple", Int(1))}</statsOperator>"));
        Assert.Null(Plain($"<statsOperator name='mean'>{Set("multiple", Text("one"))}</statsOperator>"));
        Assert.Null(Plain("<statsOperator name='mean'><null/></statsOperator>"));
    }

    [Theory]
    [InlineData("rect", "0,0,10,10", "10 10", true)]
    [InlineData("rect", "0,0,10,10", "11 5", false)]
    [InlineData("circle", "5,5,2", "5 7", true)]
    [InlineData("circle", "5,5,2", "6.5 6.5", false)]
    [InlineData("ellipse", "0,0,4,2", "4 0", true)]
    [InlineData("poly", "0,0,10,0,10,10", "8 2", true)]
    [InlineData("poly", "0,0,10,0,10,10", "2 8", false)]
    [InlineData("poly", "0,0,10,0,10,10", "5 5", true)]
    [InlineData("default", "", "999 1", true)]
    [InlineData("circle", "5,5", "5 5", null)]
    public void of_inside_knows_the_shapes(string shape, string coordinates, string point, bool? expected) =>
        Assert.Equal(expected, Plain($"<inside shape='{shape}' coords='{coordinates}'><baseValue baseType='point'>{point}</baseValue></inside>"));

    // 15.1 "randomInteger": min, max and both ends of the steps; the same for the same seed.
    [Fact]
    public void of_chance_stays_in_its_range_and_repeats_with_its_seed()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var number = (double)Evaluate("<randomInteger min='2' max='11' step='3'/>", seed: seed)!.Number!;
            Assert.Contains(number, new double[] { 2, 5, 8, 11 });
            Assert.Equal(number, Evaluate("<randomInteger min='2' max='11' step='3'/>", seed: seed)!.Number);
            Assert.InRange(Evaluate("<randomFloat min='5.5' max='5.9'/>", seed: seed)!.Number!.Value, 5.5, 5.9);
        }
        Assert.Null(Plain("<randomInteger min='3' max='2'/>"));
    }

    // 15.3 "customOperator": nothing of the kind is loaded, and its name is told.
    [Fact]
    public void of_a_custom_operator_is_refused_by_name()
    {
        var item = Of("<outcomeDeclaration identifier='SCORE' cardinality='single' baseType='float'/><responseProcessing><setOutcomeValue identifier='SCORE'><customOperator class='org.example.Secret'/></setOutcomeValue></responseProcessing>");
        Assert.Contains(item.Problems, problem => problem.Code == "custom-operator" && problem.Arguments[0] == "org.example.Secret");
        var session = ItemSession.Begin(item);
        session.Submit();
        Assert.Null(session.Value("SCORE"));
    }

    [Fact]
    public void that_is_none_counts_as_NULL_and_is_told()
    {
        var item = Of("<outcomeDeclaration identifier='SCORE' cardinality='single' baseType='float'/><responseProcessing><setOutcomeValue identifier='SCORE'><guess/></setOutcomeValue></responseProcessing>");
        Assert.Contains(item.Problems, problem => problem.Code == "expression-unknown");
        var session = ItemSession.Begin(item);
        session.Submit();
        Assert.Null(session.Value("SCORE"));
    }

    // The rule language is read from XML of strangers: whatever it says, there is an answer.
    [Fact]
    public void of_any_name_survives_operands_of_any_type()
    {
        string[] operands = [Truths("t"), Truths("n"), Int(0), Int(-3), Float("INF"), Float("1E+300"), Text("x"), Name("A"), "<baseValue baseType='pair'>A B</baseValue>", "<baseValue baseType='point'>1 2</baseValue>",
            Set("multiple", Int(1, 2)), Set("ordered", Text("a", "b")), "<baseValue baseType='integer'>nonsense</baseValue>", "<baseValue baseType='what'>1</baseValue>", "<record><fieldValue fieldIdentifier='a'><baseValue baseType='integer'>1</baseValue></fieldValue></record>"];
        string[] refused = ["testVariables", "outcomeMaximum", "outcomeMinimum", "numberCorrect", "numberIncorrect", "numberPresented", "numberResponded", "numberSelected"];
        foreach (var name in Operators.Names.Except(refused))
            foreach (var first in operands.Prepend(""))
                foreach (var second in operands.Prepend(""))
                {
                    var item = Of($"<outcomeDeclaration identifier='O' cardinality='single' baseType='float'/><responseProcessing><setOutcomeValue identifier='O'><{name} name='sin' n='1' min='0' max='3' figures='2' identifier='O' shape='rect' coords='0,0,1,1' pattern='a' numberRepeats='2' fieldIdentifier='a'>{first}{second}</{name}></setOutcomeValue></responseProcessing>");
                    ItemSession.Begin(item).Submit();
                }
    }
}
