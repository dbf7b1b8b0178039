using System.Text;
using Lectern.Qti;
using Lectern.Qti.Processing;
using Lectern.Qti.Reading;

namespace Lectern.Tests.Standards.Qti;

/// <summary>Items written for a test.</summary>
internal static class AnItem
{
    internal static AssessmentItem Of(string content, string attributes = "") =>
        Read($"""<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="An item" adaptive="false" timeDependent="false" {attributes}>{content}</assessmentItem>""").Item!;

    internal static ItemReading Read(string xml, Func<string, Stream?>? open = null) => ItemReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)), open);

    /// <summary>What an expression is, in an item with these declarations.</summary>
    internal static QtiValue? Evaluate(string expression, string declarations = "", Action<ItemSession>? answer = null, long seed = ItemSession.DefaultSeed)
    {
        foreach (var (cardinality, baseType) in new[] { ("single", "float"), ("single", "boolean"), ("single", "string"), ("multiple", "string"), ("ordered", "string"), ("multiple", "float"), ("ordered", "float"), ("single", "point") })
        {
            var session = ItemSession.Begin(Of($"""
                {declarations}<outcomeDeclaration identifier="O" cardinality="{cardinality}" baseType="{baseType}"/>
                <responseProcessing><setOutcomeValue identifier="O">{expression}</setOutcomeValue></responseProcessing>
                """), seed);
            answer?.Invoke(session);
            session.Submit();
            if (!session.Problems.Any(problem => problem.Code == "type-mismatch" && problem.Sentence.Contains("can't take", StringComparison.Ordinal))) return session.Value("O");
        }
        throw new InvalidOperationException("No outcome takes it.");
    }

    /// <summary>The same as JSON has it; numbers as doubles.</summary>
    internal static object? Plain(string expression, string declarations = "", Action<ItemSession>? answer = null) => Evaluate(expression, declarations, answer)?.ToPlain() switch
    {
        long whole => (double)whole,
        List<object> items => string.Join(",", items),
        var plain => plain,
    };

    internal static string Int(params int[] numbers) => string.Concat(numbers.Select(number => $"<baseValue baseType='integer'>{number}</baseValue>"));

    internal static string Float(params string[] numbers) => string.Concat(numbers.Select(number => $"<baseValue baseType='float'>{number}</baseValue>"));

    internal static string Text(params string[] texts) => string.Concat(texts.Select(text => $"<baseValue baseType='string'>{text}</baseValue>"));

    internal static string Name(params string[] names) => string.Concat(names.Select(name => $"<baseValue baseType='identifier'>{name}</baseValue>"));

    /// <summary>true, false and null as expressions, by the letters t, f and n.</summary>
    internal static string Truths(string letters) => string.Concat(letters.Select(letter => letter switch { 't' => "<baseValue baseType='boolean'>true</baseValue>", 'f' => "<baseValue baseType='boolean'>false</baseValue>", _ => "<null/>" }));

    internal static string Set(string kind, string members) => $"<{kind}>{members}</{kind}>";
}
