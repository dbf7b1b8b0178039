namespace Lectern.Kernel;

/// <summary>
/// The domain says no. The code is for programs (kebab-case, stable); the sentence is for people: English, the key of its
/// translations, with <c>{0}</c> for each of <paramref name="Arguments"/>. <paramref name="Field"/> names the form field it is about.
/// </summary>
public sealed record Refusal(string Code, string Sentence, string? Field = null, params object[] Arguments);

/// <summary>Either what was asked for, or why not.</summary>
public readonly record struct Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }

    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal.Code}");

    /// <summary>What was asked for; said in words where <typeparamref name="T"/> is an interface, which C# doesn't convert by itself.</summary>
    public static Outcome<T> Of(T value) => new(value, null);

    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
