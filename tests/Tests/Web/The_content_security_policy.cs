using Lectern.Web.Serving;
using Microsoft.AspNetCore.Http;

namespace Lectern.Tests.Web;

public sealed class The_content_security_policy
{
    [Theory]
    [InlineData("https://a.example;script-src-attr 'unsafe-inline'")]
    [InlineData("https://a.example https://b.example")]
    [InlineData("https://a.example\n")]
    [InlineData("https://*.example")]
    [InlineData("https://a.example/path")]
    [InlineData("data:")]
    [InlineData("")]
    public void invites_origins_and_nothing_more(string origin) => Assert.Throws<ArgumentException>(() => ContentSecurityPolicy.Invite(new DefaultHttpContext(), origin));

    [Theory]
    [InlineData("https://www.youtube-nocookie.com")]
    [InlineData("http://192.0.2.7:8080")]
    public void invites_origins(string origin) => ContentSecurityPolicy.Invite(new DefaultHttpContext(), origin);
}
