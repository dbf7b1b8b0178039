using Lectern.Scorm;

namespace Lectern.Tests.Standards.Scorm;

public sealed class Filling_a_state
{
    // Nearly all of the million characters that a state may have.
    private static CmiState Full()
    {
        var state = Content.Opened().Says(("cmi.suspend_data", new string('s', 65_000)));
        for (var number = 0; number < 230; number++)
            state = state.Says(($"cmi.interactions.{number}.id", $"q{number}"), ($"cmi.interactions.{number}.student_response", new string('a', 4000)));
        return state;
    }

    [Fact]
    public void takes_a_new_value_in_place_of_one_as_long()
    {
        var again = new string('t', 65_000);
        Assert.Equal(again, Full().Says(("cmi.suspend_data", again))["cmi.suspend_data"]);
    }

    [Fact]
    public void leaves_out_what_has_no_room_and_names_it()
    {
        var state = Full();
        var result = state.Take(new CmiCommit(state.Launch, state.Sequence + 1, false, new Dictionary<string, string> { ["cmi.comments"] = new('c', 60_000), ["cmi.core.lesson_location"] = "9" }), new ScoRules());
        Assert.Equal(["cmi.comments"], result.Ignored);
        Assert.Equal("9", result.State["cmi.core.lesson_location"]);
    }
}
