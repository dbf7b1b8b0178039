using System.Globalization;
using Lectern.Scorm;
using Lectern.Scorm.RunTime;
using Lectern.Scorm.Sequencing;

namespace Lectern.Tests.Standards.Scorm;

public sealed class A_session_of_SCORM_2004
{
    private readonly RunTimeSession session = new(new LaunchedContent
    {
        Learner = new("learner-7", "Doe, Jo"),
        LaunchData = "from the manifest",
        DataMaps = [new("both"), new("readable", IsWritable: false), new("writable", IsReadable: false)],
        SharedData = new Dictionary<string, string> { ["readable"] = "shared" },
        Valid = new ValidRequests { Continue = true, Choices = ["a"] },
    });

    [Fact]
    public void follows_the_states_of_the_API()
    {
        Assert.Equal(("false", "112"), (session.Terminate(""), session.GetLastError()));
        Assert.Equal(("", "122"), (session.GetValue("cmi.location"), session.GetLastError()));
        Assert.Equal(("false", "132"), (session.SetValue("cmi.location", "x"), session.GetLastError()));
        Assert.Equal(("false", "142"), (session.Commit(""), session.GetLastError()));
        Assert.Equal(("false", "201"), (session.Initialize("x"), session.GetLastError()));
        Assert.Equal(("true", "0"), (session.Initialize(""), session.GetLastError()));
        Assert.Equal(("false", "103"), (session.Initialize(""), session.GetLastError()));
        Assert.Equal(("false", "201"), (session.Commit("x"), session.GetLastError()));
        Assert.Equal(("false", "201"), (session.Terminate("x"), session.GetLastError()));
        Assert.Equal(("true", "0"), (session.Terminate(""), session.GetLastError()));
        Assert.Equal(("false", "104"), (session.Initialize(""), session.GetLastError()));
        Assert.Equal(("false", "113"), (session.Terminate(""), session.GetLastError()));
        Assert.Equal(("", "123"), (session.GetValue("cmi.location"), session.GetLastError()));
        Assert.Equal(("false", "133"), (session.SetValue("cmi.location", "x"), session.GetLastError()));
        Assert.Equal(("false", "143"), (session.Commit(""), session.GetLastError()));
    }

    [Fact]
    public void explains_its_errors_without_making_new_ones()
    {
        session.Initialize("x");
        Assert.Equal("General argument error", session.GetErrorString("201"));
        Assert.Equal("", session.GetErrorString("1444"));
        Assert.Equal("", session.GetErrorString(""));
        Assert.Equal("General argument error", session.GetDiagnostic(""));
        Assert.Equal("201", session.GetLastError());
    }

    [Theory]
    [InlineData("", "301")]
    [InlineData("cmi", "401")]
    [InlineData("cmi.nothing", "401")]
    [InlineData("cmi.core.lesson_status", "401")]
    [InlineData("cmi.objectives", "401")]
    [InlineData("cmi.objectives.0.id", "301")]
    [InlineData("cmi.location._count", "301")]
    [InlineData("cmi.location._children", "301")]
    [InlineData("cmi.interactions._version", "301")]
    [InlineData("cmi.location", "403")]
    [InlineData("cmi.score.scaled", "403")]
    [InlineData("cmi.completion_threshold", "403")]
    [InlineData("cmi.exit", "405")]
    [InlineData("cmi.session_time", "405")]
    [InlineData("adl.data.2.store", "405")]
    [InlineData("adl.data.0.store", "403")]
    [InlineData("adl.data.3.id", "301")]
    [InlineData("adl.nav.request_valid.choice", "301")]
    public void refuses_to_read(string element, string error)
    {
        session.Initialize("");
        Assert.Equal(("", error), (session.GetValue(element), session.GetLastError()));
    }

    [Theory]
    [InlineData("cmi._version", "1.0")]
    [InlineData("cmi.learner_id", "learner-7")]
    [InlineData("cmi.launch_data", "from the manifest")]
    [InlineData("cmi.entry", "ab-initio")]
    [InlineData("cmi.credit", "credit")]
    [InlineData("cmi.mode", "normal")]
    [InlineData("cmi.completion_status", "unknown")]
    [InlineData("cmi.total_time", "PT0H0M0S")]
    [InlineData("cmi.time_limit_action", "continue,no message")]
    [InlineData("cmi.learner_preference._children", "audio_level,language,delivery_speed,audio_captioning")]
    [InlineData("cmi.learner_preference.audio_level", "1")]
    [InlineData("cmi.interactions._count", "0")]
    [InlineData("adl.data._count", "3")]
    [InlineData("adl.data.1.id", "readable")]
    [InlineData("adl.data.1.store", "shared")]
    [InlineData("adl.nav.request", "_none_")]
    [InlineData("adl.nav.request_valid.continue", "true")]
    [InlineData("adl.nav.request_valid.previous", "false")]
    [InlineData("adl.nav.request_valid.choice.{target=a}", "true")]
    [InlineData("adl.nav.request_valid.jump.{target=a}", "false")]
    public void begins_with(string element, string value)
    {
        session.Initialize("");
        Assert.Equal((value, "0"), (session.GetValue(element), session.GetLastError()));
    }

    [Theory]
    [InlineData("", "x", "351")]
    [InlineData("cmi.nothing", "x", "401")]
    [InlineData("cmi.learner_id", "x", "404")]
    [InlineData("cmi.objectives._count", "1", "404")]
    [InlineData("cmi.comments_from_lms.0.comment", "x", "404")]
    [InlineData("adl.data.1.store", "x", "404")]
    [InlineData("adl.data.0.id", "x", "404")]
    [InlineData("adl.data.3.store", "x", "351")]
    [InlineData("adl.nav.request_valid.continue", "true", "404")]
    [InlineData("cmi.completion_status", "done", "406")]
    [InlineData("cmi.score.scaled", "much", "406")]
    [InlineData("cmi.score.scaled", "1.01", "407")]
    [InlineData("cmi.progress_measure", "-0.1", "407")]
    [InlineData("cmi.learner_preference.audio_level", "-1", "407")]
    [InlineData("cmi.learner_preference.language", "xx", "406")]
    [InlineData("cmi.session_time", "PT", "406")]
    [InlineData("cmi.comments_from_learner.0.timestamp", "2005-02-29", "406")]
    [InlineData("cmi.comments_from_learner.0.comment", "{lang=nowhere}x", "406")]
    [InlineData("cmi.learner_preference.language", "no-XX", "406")]
    [InlineData("cmi.comments_from_learner.1.comment", "x", "351")]
    [InlineData("cmi.objectives.1.id", "b", "351")]
    [InlineData("cmi.objectives.0.id", "a b", "406")]
    [InlineData("cmi.objectives.0.success_status", "passed", "408")]
    [InlineData("cmi.interactions.0.type", "choice", "408")]
    [InlineData("adl.nav.request", "choice", "406")]
    public void refuses_to_set(string element, string value, string error)
    {
        session.Initialize("");
        Assert.Equal(("false", error), (session.SetValue(element, value), session.GetLastError()));
    }

    [Theory]
    [InlineData("de")]
    [InlineData("deu-AT")]
    [InlineData("no-bok")]
    [InlineData("zh-xiang")]
    [InlineData("i-klingon")]
    [InlineData("x-our-own")]
    public void takes_languages_with_countries_or_registered_parts(string tag)
    {
        session.Initialize("");
        Assert.Equal("true", session.SetValue("cmi.learner_preference.language", tag));
        Assert.Equal("true", session.SetValue("cmi.comments_from_learner.0.comment", $"{{lang={tag}}}text"));
    }

    [Fact]
    public void keeps_the_identifiers_of_objectives_unique_and_unchanged()
    {
        session.Initialize("");
        Assert.Equal("true", session.SetValue("cmi.objectives.0.id", "one"));
        Assert.Equal("true", session.SetValue("cmi.objectives.0.id", "one"));
        Assert.Equal(("false", "351"), (session.SetValue("cmi.objectives.0.id", "other"), session.GetLastError()));
        Assert.Equal(("false", "351"), (session.SetValue("cmi.objectives.1.id", "one"), session.GetLastError()));
        Assert.Equal("true", session.SetValue("cmi.objectives.1.id", "One"));
        Assert.Equal("2", session.GetValue("cmi.objectives._count"));
    }

    [Fact]
    public void holds_what_the_smallest_permitted_maximums_ask_for_and_has_an_end()
    {
        session.Initialize("");
        Assert.Equal("true", session.SetValue("cmi.suspend_data", new('x', 64_000)));
        for (var index = 0; index < 250; index++) Assert.Equal("true", session.SetValue($"cmi.comments_from_learner.{index}.comment", new('x', 4000)));
        for (var index = 0; index < 250; index++) Assert.Equal("true", session.SetValue($"cmi.interactions.{index}.id", $"interaction-{index}"));
        for (var index = 0; index < 100; index++) Assert.Equal("true", session.SetValue($"cmi.objectives.{index}.id", $"objective-{index}"));

        Assert.Equal(("false", "351"), (session.SetValue("cmi.location", new('x', 5_000_000)), session.GetLastError()));
    }

    [Theory]
    [InlineData("true-false", "true", "yes", "true", "1")]
    [InlineData("choice", "a[,]b", "a[,]a", "a[,]b", "a b")]
    [InlineData("fill-in", "{lang=de}Haus[,]x", "{lang=nowhere}x", "{case_matters=true}{order_matters=false}x", "{case_matters=perhaps}x")]
    [InlineData("long-fill-in", "a long text", "{lang=nowhere}x", "{case_matters=true}{lang=fr}x", "{case_matters=perhaps}x")]
    [InlineData("matching", "a[.]b[,]c[.]d", "a[.]", "a[.]b", "")]
    [InlineData("performance", "step[.]done", "[.]", "{order_matters=false}step[.]1[:]2", "step[.]2[:]1")]
    [InlineData("sequencing", "a[,]b", "a[,]", "a[,]b", "")]
    [InlineData("likert", "agree", "", "agree", " ")]
    [InlineData("numeric", "1.5", "one", "1[:]2", "2[:]1")]
    [InlineData("other", "anything", null, "anything", null)]
    public void checks_responses_and_patterns_by_the_type_of_their_interaction(string type, string response, string? wrongResponse, string pattern, string? wrongPattern)
    {
        session.Initialize("");
        session.SetValue("cmi.interactions.0.id", "i");
        Assert.Equal(("false", "408"), (session.SetValue("cmi.interactions.0.learner_response", response), session.GetLastError()));
        session.SetValue("cmi.interactions.0.type", type);

        Assert.Equal("true", session.SetValue("cmi.interactions.0.learner_response", response));
        Assert.Equal("true", session.SetValue("cmi.interactions.0.correct_responses.0.pattern", pattern));
        Assert.Equal(response, session.GetValue("cmi.interactions.0.learner_response"));
        if (wrongResponse is not null) Assert.Equal(("false", "406"), (session.SetValue("cmi.interactions.0.learner_response", wrongResponse), session.GetLastError()));
        if (wrongPattern is not null) Assert.Equal(("false", "406"), (session.SetValue("cmi.interactions.0.correct_responses.0.pattern", wrongPattern), session.GetLastError()));
    }

    [Theory]
    [InlineData("0.7", "0.9", "completed", "passed")]
    [InlineData("0.69", "0.89", "incomplete", "failed")]
    [InlineData(null, null, "unknown", "unknown")]
    public void lets_thresholds_decide_whatever_the_content_says(string? progress, string? scaled, string completion, string success)
    {
        var measured = new RunTimeSession(new LaunchedContent { CompletionThreshold = 0.7m, ScaledPassingScore = 0.9m });
        measured.Initialize("");
        measured.SetValue("cmi.completion_status", "completed");
        measured.SetValue("cmi.success_status", "passed");
        if (progress is not null) measured.SetValue("cmi.progress_measure", progress);
        if (scaled is not null) measured.SetValue("cmi.score.scaled", scaled);

        Assert.Equal((completion, success), (measured.GetValue("cmi.completion_status"), measured.GetValue("cmi.success_status")));
    }

    [Fact]
    public void adds_the_time_of_a_session_to_the_total()
    {
        session.Initialize("");
        session.SetValue("cmi.session_time", "PT1H30M");
        session.Terminate("");
        var next = new RunTimeSession(new LaunchedContent { Data = session.Save() });
        next.Initialize("");

        Assert.Equal("PT1H30M0S", next.GetValue("cmi.total_time"));
    }

    [Theory]
    [InlineData("time-out", "continue", NavigationKind.ExitAll)]
    [InlineData("logout", "_none_", NavigationKind.ExitAll)]
    [InlineData("normal", "previous", NavigationKind.Previous)]
    public void tells_what_the_content_wishes_at_its_end(string exit, string request, NavigationKind wish)
    {
        session.Initialize("");
        session.SetValue("cmi.exit", exit);
        session.SetValue("adl.nav.request", request);

        Assert.Equal(wish, session.Wish!.Kind);
    }
}

public sealed class A_session_of_SCORM_1_2
{
    private static readonly Item Sco = new() { Identifier = "i", Title = "A page", MasteryScore = 80, DataFromLms = "from the manifest" };
    private readonly Scorm12Session session = new(new CmiState { Version = ScormVersion.Scorm12 }.Open(), Sco, new("learner-7", "Doe, Jo"));

    [Theory]
    [InlineData("cmi.interactions.{0}.id", 1000)]
    [InlineData("cmi.objectives.{0}.id", 500)]
    [InlineData("cmi.interactions.0.objectives.{0}.id", 50)]
    [InlineData("cmi.interactions.0.correct_responses.{0}.pattern", 50)]
    public void says_so_when_a_collection_has_all_the_members_that_are_kept(string element, int most)
    {
        session.Initialize("");
        session.SetValue("cmi.interactions.0.id", "first");
        for (var index = 0; index < most; index++) Assert.Equal("true", session.SetValue(string.Format(CultureInfo.InvariantCulture, element, index), "a"));
        Assert.Equal(("false", "201"), (session.SetValue(string.Format(CultureInfo.InvariantCulture, element, most), "a"), session.GetLastError()));
    }

    [Fact]
    public void follows_the_states_of_the_API()
    {
        Assert.Equal(("", "301"), (session.GetValue("cmi.core.student_id"), session.GetLastError()));
        Assert.Equal(("false", "201"), (session.Initialize("x"), session.GetLastError()));
        Assert.Equal(("true", "0"), (session.Initialize(""), session.GetLastError()));
        Assert.Equal(("false", "101"), (session.Initialize(""), session.GetLastError()));
        Assert.Equal(("true", "0"), (session.Commit(""), session.GetLastError()));
        Assert.Equal(("true", "0"), (session.Finish(""), session.GetLastError()));
        Assert.Equal(("false", "301"), (session.Commit(""), session.GetLastError()));
        Assert.Equal("Not initialized", session.GetErrorString("301"));
    }

    [Theory]
    [InlineData("cmi.core.student_id", "learner-7", "0")]
    [InlineData("cmi.core.lesson_status", "not attempted", "0")]
    [InlineData("cmi.core.entry", "ab-initio", "0")]
    [InlineData("cmi.core.total_time", "0000:00:00.00", "0")]
    [InlineData("cmi.core.score._children", "raw,min,max", "0")]
    [InlineData("cmi.student_data.mastery_score", "80", "0")]
    [InlineData("cmi.launch_data", "from the manifest", "0")]
    [InlineData("cmi.objectives._count", "0", "0")]
    [InlineData("cmi._version", "3.4", "0")]
    [InlineData("", "", "201")]
    [InlineData("cmi.core.nothing", "", "401")]
    [InlineData("cmi.core.exit", "", "404")]
    [InlineData("cmi.core.student_id._children", "", "202")]
    [InlineData("cmi.core._count", "", "203")]
    [InlineData("cmi.objectives.0.id", "", "201")]
    [InlineData("cmi.interactions.0.id", "", "404")]
    public void answers(string element, string value, string error)
    {
        session.Initialize("");
        Assert.Equal((value, error), (session.GetValue(element), session.GetLastError()));
    }

    [Theory]
    [InlineData("cmi.core.lesson_status", "not attempted", "405")]
    [InlineData("cmi.core.score.raw", "101", "405")]
    [InlineData("cmi.core.session_time", "1:2:3", "405")]
    [InlineData("cmi.core.student_id", "x", "403")]
    [InlineData("cmi.core._children", "x", "402")]
    [InlineData("cmi.interactions._count", "1", "402")]
    [InlineData("cmi._version", "3.5", "402")]
    [InlineData("cmi.core.score.raw", "1e1", "405")]
    [InlineData("cmi.core.score.raw", "+7", "405")]
    [InlineData("cmi.core.score.max", ".", "405")]
    [InlineData("cmi.core.lesson_location", "over255", "405")]
    [InlineData("cmi.core.exit", "normal", "405")]
    [InlineData("cmi.core.session_time", "1:00:00", "405")]
    [InlineData("cmi.core.session_time", "10000:00:00", "405")]
    [InlineData("cmi.core.session_time", "00:00:00.123", "405")]
    [InlineData("cmi.core.lesson_mode", "review", "403")]
    [InlineData("cmi.launch_data", "x", "403")]
    [InlineData("cmi.comments_from_lms", "x", "403")]
    [InlineData("cmi.student_data.mastery_score", "1", "403")]
    [InlineData("cmi.objectives.0.id", "", "405")]
    [InlineData("cmi.objectives.0.status", "done", "405")]
    [InlineData("cmi.student_preference.audio", "1.5", "405")]
    [InlineData("cmi.student_preference.text", "2", "405")]
    [InlineData("cmi.interactions.0.type", "essay", "405")]
    [InlineData("cmi.interactions.0.result", "incorrect", "405")]
    [InlineData("cmi.interactions.0.weighting", "much", "405")]
    [InlineData("cmi.objectives.1.id", "x", "201")]
    [InlineData("cmi.student_preference.speed", "-101", "405")]
    [InlineData("cmi.interactions.0.time", "24:00:00", "405")]
    [InlineData("cmi.nothing", "x", "401")]
    public void refuses_to_set(string element, string value, string error)
    {
        session.Initialize("");
        Assert.Equal(("false", error), (session.SetValue(element, value == "over255" ? new('x', 256) : value), session.GetLastError()));
    }

    [Theory]
    [InlineData("cmi.core.lesson_status", "browsed")]
    [InlineData("cmi.core.score.raw", "")]
    [InlineData("cmi.core.score.raw", "7.25")]
    [InlineData("cmi.core.exit", "")]
    [InlineData("cmi.core.session_time", "00:00:61.5")]
    [InlineData("cmi.student_preference.audio", "-1")]
    [InlineData("cmi.interactions.0.time", "23:59:59.99")]
    [InlineData("cmi.interactions.0.weighting", "-0.5")]
    [InlineData("cmi.interactions.0.result", "3.5")]
    [InlineData("cmi.interactions.0.objectives.0.id", "one")]
    [InlineData("cmi.interactions.0.correct_responses.0.pattern", "a")]
    [InlineData("cmi.comments", "a comment")]
    public void takes(string element, string value)
    {
        session.Initialize("");
        Assert.Equal(("true", "0"), (session.SetValue(element, value), session.GetLastError()));
    }

    [Fact]
    public void keeps_what_the_content_left_and_lets_the_mastery_score_decide()
    {
        session.Initialize("");
        session.SetValue("cmi.core.score.raw", "85");
        session.SetValue("cmi.core.session_time", "0000:10:00");
        session.SetValue("cmi.objectives.0.id", "one");
        session.Finish("");

        Assert.Equal("passed", session.State["cmi.core.lesson_status"]);
        Assert.Equal("one", session.State["cmi.objectives.0.id"]);
        Assert.Equal(TimeSpan.FromMinutes(10), session.State.TotalTime);
    }
}
