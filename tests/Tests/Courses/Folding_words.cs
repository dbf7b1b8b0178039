using Lectern.Courses;
using Lectern.Kernel;

namespace Lectern.Tests.Courses;

public sealed class Folding_words
{
    [Theory]
    [InlineData("Éléments of  CARE!", " elements of care")]
    [InlineData("Straße", " straße")]
    [InlineData("covid-19", " covid 19")]
    [InlineData("ﬁrst aid", " first aid")]
    [InlineData("Ⅳ lines", " iv lines")]
    public void drops_accents_case_and_punctuation(string text, string folded) => Assert.Equal(folded, SearchWords.Of(text));

    [Theory]
    [InlineData("الإسعافات الأوّلية", "الاسعافات الاولية")]
    [InlineData("مُقَدِّمة", "مقدمه")]
    [InlineData("عـــلم", "علم")]
    public void makes_ways_of_writing_arabic_one(string one, string other) => Assert.Equal(SearchWords.Of(other), SearchWords.Of(one));

    [Fact]
    public void takes_eight_words_of_a_query_at_most() => Assert.Equal(8, SearchWords.Split("a b c d e f g h i j").Count);

    [Fact]
    public void leaves_nothing_of_what_a_query_language_could_mean() => Assert.Equal(["or", "1", "1", "drop"], SearchWords.Of("' OR 1=1 & (%_:*) drop").Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("Reading an ECG", "reading-an-ecg")]
    [InlineData("  Été: l'eau  ", "ete-l-eau")]
    [InlineData("الإسعافات", "الاسعافات")]
    [InlineData("!!!", "course")]
    public void makes_addresses(string title, string slug) => Assert.Equal(slug, CourseDraft.SlugOf(title));
}
