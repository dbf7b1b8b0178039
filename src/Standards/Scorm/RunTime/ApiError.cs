using System.Globalization;

namespace Lectern.Scorm.RunTime;

/// <summary>Error codes of the run-time API (SCORM 2004 4th Ed. RTE 3.1.7; SCORM 1.2 RTE 3.3.5). Where the editions number
/// the same mistake differently, the name says which it is.</summary>
public enum ApiError
{
    None = 0,
    GeneralException = 101,
    GeneralInitializationFailure = 102,
    AlreadyInitialized = 103,
    ContentInstanceTerminated = 104,
    GeneralTerminationFailure = 111,
    TerminationBeforeInitialization = 112,
    TerminationAfterTermination = 113,
    RetrieveBeforeInitialization = 122,
    RetrieveAfterTermination = 123,
    StoreBeforeInitialization = 132,
    StoreAfterTermination = 133,
    CommitBeforeInitialization = 142,
    CommitAfterTermination = 143,
    GeneralArgument = 201,
    GeneralGetFailure = 301,
    GeneralSetFailure = 351,
    GeneralCommitFailure = 391,
    UndefinedElement = 401,
    UnimplementedElement = 402,
    ValueNotInitialized = 403,
    ReadOnly = 404,
    WriteOnly = 405,
    TypeMismatch = 406,
    ValueOutOfRange = 407,
    DependencyNotEstablished = 408,
}

/// <summary>The words for error codes.</summary>
internal static class ApiErrors
{
    private static readonly Dictionary<string, string> Words2004 = new()
    {
        ["0"] = "No error",
        ["101"] = "General exception",
        ["102"] = "General initialization failure",
        ["103"] = "Already initialized",
        ["104"] = "Content instance terminated",
        ["111"] = "General termination failure",
        ["112"] = "Termination before initialization",
        ["113"] = "Termination after termination",
        ["122"] = "Retrieve data before initialization",
        ["123"] = "Retrieve data after termination",
        ["132"] = "Store data before initialization",
        ["133"] = "Store data after termination",
        ["142"] = "Commit before initialization",
        ["143"] = "Commit after termination",
        ["201"] = "General argument error",
        ["301"] = "General get failure",
        ["351"] = "General set failure",
        ["391"] = "General commit failure",
        ["401"] = "Undefined data model element",
        ["402"] = "Unimplemented data model element",
        ["403"] = "Data model element value not initialized",
        ["404"] = "Data model element is read only",
        ["405"] = "Data model element is write only",
        ["406"] = "Data model element type mismatch",
        ["407"] = "Data model element value out of range",
        ["408"] = "Data model dependency not established",
    };

    private static readonly Dictionary<string, string> Words12 = new()
    {
        ["0"] = "No error",
        ["101"] = "General exception",
        ["201"] = "Invalid argument error",
        ["202"] = "Element cannot have children",
        ["203"] = "Element not an array - cannot have count",
        ["301"] = "Not initialized",
        ["401"] = "Not implemented error",
        ["402"] = "Invalid set value, element is a keyword",
        ["403"] = "Element is read only",
        ["404"] = "Element is write only",
        ["405"] = "Incorrect data type",
    };

    /// <summary>The words for a code of SCORM 2004; empty for what is not one (RTE 3.1.6.2).</summary>
    internal static string InWords(string code) => Words2004.GetValueOrDefault(code, "");

    /// <summary>The words for a code of SCORM 1.2.</summary>
    internal static string InWords12(string code) => Words12.GetValueOrDefault(code, "");

    internal static string ToCode(this ApiError error) => ((int)error).ToString(CultureInfo.InvariantCulture);
}
