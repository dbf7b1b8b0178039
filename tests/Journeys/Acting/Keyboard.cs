namespace Lectern.Journeys;

/// <summary>Hands that never touch a mouse: Tab until the thing has the focus, then a key.</summary>
public static class Keyboard
{
    private const int Patience = 150;

    extension(Someone someone)
    {
        /// <summary>Tabs to the element of this role and name; fails when it can't be reached or its focus can't be seen.</summary>
        public async Task TabTo(AriaRole role, string name)
        {
            var target = someone.Page.GetByRole(role, new() { Name = name, Exact = true }).First;
            await target.WaitForAsync();
            for (var i = 0; i < Patience; i++)
            {
                if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                {
                    Assert.True(await target.EvaluateAsync<bool>(FocusShows), $"The focus on {role} \"{name}\" can't be seen on {someone.Page.Url}");
                    return;
                }

                await someone.Page.Keyboard.PressAsync("Tab");
            }

            Assert.Fail($"Tab never reaches {role} \"{name}\" on {someone.Page.Url}");
        }

        public async Task PressByKey(string button)
        {
            await someone.TabTo(AriaRole.Button, button);
            await someone.Page.Keyboard.PressAsync("Enter");
        }

        public async Task FollowByKey(string link)
        {
            await someone.TabTo(AriaRole.Link, link);
            await someone.Page.Keyboard.PressAsync("Enter");
        }

        public async Task TypeInto(string label, string text, AriaRole role = AriaRole.Textbox)
        {
            await someone.TabTo(role, label);
            await someone.Page.Keyboard.PressAsync("Control+A");
            await someone.Page.Keyboard.TypeAsync(text);
        }
    }

    // An outline, a shadow or a border that is there only with the focus; on the element, or on the box around a bare control.
    private const string FocusShows = """
        element => {
          const marked = (e) => { const s = getComputedStyle(e); return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'; };
          return marked(element) || [...document.querySelectorAll(':focus-within')].some(marked) || [...(element.labels ?? [])].some((label) => marked(label) || [...label.querySelectorAll('*')].some(marked));
        }
        """;
}
