using System.Net;
using System.Security.Cryptography;
using System.Text;
using Lectern.Web.Access;
using Lectern.Web.Api;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Configuration;

namespace Lectern.Quizzes.Taking;

/// <summary>Where this request comes from: on which network, in which browser, on which device; and whether a quiz may be taken there.</summary>
internal sealed class ExamRoom(IHttpContextAccessor current)
{
    internal const string NeedsExamBrowser = "exam-browser-needed", GoesOnElsewhere = "attempt-elsewhere";
    private const string DeviceCookie = "lectern-device";
    private const string Program = "program";   // programs have no cookies: they count as one device, whichever they are

    /// <summary>Why not; null when it may. What the request says of itself through a proxy is believed only of those that the host trusts.</summary>
    public Refusal? Bars(QuizSettings settings)
    {
        if (current.HttpContext is not { } http) return null;   // a job
        if (settings.Networks is { } networks && !NetworkRanges.Read(networks).Value.Contains(http.Connection.RemoteIpAddress ?? IPAddress.Loopback))
            return new("quiz-elsewhere", "This quiz can only be taken on certain networks, such as that of an exam room. You are at {0}. Ask your instructor where to go.", null, http.AddressOfVisitor);
        if (settings.ExamBrowserKeys is { } keys && !SafeExamBrowser.Fits(http.Request.Headers[SafeExamBrowser.Header], http.Request.GetEncodedUrl(), SafeExamBrowser.Read(keys).Value))
            return new(NeedsExamBrowser, "This quiz can only be taken in Safe Exam Browser, with the configuration of this exam.");
        return null;
    }

    /// <summary>Why nothing of an attempt is shown or saved here; null when it is.</summary>
    public Refusal? Bars(AttemptInHand hand) => Bars(hand.Settings)
        ?? (IsElsewhere(hand) ? new(GoesOnElsewhere, "This attempt goes on on another device, so nothing is saved here any more. Open it again to continue here.") : null);

    /// <summary>Whether the attempt goes on on another device than this one, where a quiz asks for one alone.</summary>
    public bool IsElsewhere(AttemptInHand hand) => hand.Settings.OneDevice && !hand.Attempt.IsFinished && hand.Attempt.Device is { } device && device != Fingerprint(Token);

    /// <summary>This device, as an attempt keeps it; it is given a name of its own where it has none yet.</summary>
    public string Here()
    {
        if (Token is { } known) return Fingerprint(known)!;
        var made = RandomNumberGenerator.GetHexString(32, lowercase: true);
        current.HttpContext!.Response.Cookies.Append(DeviceCookie, made, new CookieOptions { SameSite = SameSiteMode.Lax, Secure = current.HttpContext.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), HttpOnly = true });
        return Fingerprint(made)!;
    }

    private string? Token => current.HttpContext is not { } http ? null : http.Request.IsForPrograms ? Program : http.Request.Cookies[DeviceCookie] is { Length: > 0 and <= 64 } token ? token : null;

    private static string? Fingerprint(string? token) => token is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>How often one learner may try the password of a quiz, so that it can't be guessed.</summary>
internal sealed class PasswordTries(IConfiguration configuration) : IDisposable
{
    private readonly Allowance _wrong = new(configuration.GetValue("Quizzes:Limits:WrongPasswords", 10), TimeSpan.FromMinutes(15));

    public Refusal? Check(Guid person, Guid activity) => _wrong.Takes($"{person}/{activity}", times: 0) ? null : new("password-tries", "That were too many wrong passwords. Wait a quarter of an hour, and ask whoever holds it.", "password");

    public void CountWrong(Guid person, Guid activity) => _wrong.Takes($"{person}/{activity}");

    public void Dispose() => _wrong.Dispose();
}
