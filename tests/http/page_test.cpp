// The page that comes with figures, map and data in it.

#include "server/page/page.hpp"
#include "server/page/summary.hpp"
#include "server/page/words.hpp"

#include "small_atlas.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using http_test::Asker;
using nlohmann::json;
using server::Language;
using testing::HasSubstr;
using testing::Not;

/// Equal but for numbers, which may differ by `tolerance`.
void expect_rounded(const json& actual, const json& expected, double tolerance) {
    if (expected.is_number_float()) {
        ASSERT_TRUE(actual.is_number()) << actual;
        EXPECT_NEAR(actual.get<double>(), expected.get<double>(), tolerance * (1 + 1e-6));
    } else if (expected.is_structured()) {
        ASSERT_EQ(actual.type(), expected.type());
        ASSERT_EQ(actual.size(), expected.size());
        for (const auto& [key, value] : expected.items()) {
            expect_rounded(expected.is_array() ? actual.at(std::stoul(key)) : actual.at(key), value,
                           tolerance);
        }
    } else {
        EXPECT_EQ(actual, expected);
    }
}

TEST(Page, CarriesHeadlineMapAndData) {
    Asker asker;
    const auto response = asker.get("/");
    EXPECT_EQ(response.content_type, server::html_type);
    const std::string html{response.text()};
    EXPECT_THAT(html, HasSubstr("<h1 class=\"headline-unit\">Huyện Thử &amp; Nghiệm</h1>"));
    EXPECT_THAT(html, HasSubstr("<p class=\"headline-km\">Còn <strong>0,2\xC2\xA0km</strong> đường "
                                "ấp và tổ/xóm chưa cứng hoá</p>"));
    EXPECT_THAT(html, HasSubstr("<a href=\"/?unit=25345\">Xã Đồng &lt;b&gt;Nơ&lt;/b&gt;</a>"));
    EXPECT_THAT(html, HasSubstr("<svg viewBox="));
    EXPECT_THAT(html, Not(HasSubstr("<!--ntm:")));
    EXPECT_THAT(html, Not(HasSubstr("style=")));
    const auto from = html.find("id=\"initial\">") + 13;
    const auto data = json::parse(html.substr(from, html.find("</script>", from) - from));
    EXPECT_EQ(data["atlas"], asker.json("/api/atlas"));
    // The page's numbers are rounded, to the millimetre and to a millionth of a degree; those of
    // the report that it is compared with to a micrometre.
    expect_rounded(data["report"], asker.json("/api/reports/roads?by=commune"), 0.5e-3 + 0.5e-6);
    expect_rounded(data["units"], asker.json("/api/units"), 0.5e-6);
    EXPECT_EQ(data["rules"], asker.json("/api/rules"));
}

TEST(Page, IsOfAUnitInEnglish) {
    Asker asker;
    const auto response = asker.get("/?unit=25345-02&as_of=2024-06-30&lang=en&utm_source=mail");
    const std::string html{response.text()};
    EXPECT_THAT(html, HasSubstr("<html lang=\"en\">"));
    EXPECT_THAT(html, HasSubstr("<a href=\"/?as_of=2024-06-30&amp;lang=en\">Test district</a>"));
    EXPECT_THAT(html, HasSubstr("<a href=\"/?unit=25345&amp;as_of=2024-06-30&amp;lang=en\">"));
    EXPECT_THAT(html, HasSubstr("of hamlet and lane roads not yet hardened"));
    EXPECT_THAT(html, HasSubstr("aria-current=\"true\">Sóc Dầm</a>"));
    EXPECT_THAT(html, HasSubstr("figures as of 30/06/2024"));
}

TEST(Page, OfWhatDoesNotExistSaysSoAndShowsTheViewer) {
    Asker asker;
    const auto response = asker.get("/?unit=%3Cscript%3E");
    EXPECT_EQ(response.status, 404);
    EXPECT_THAT(std::string{response.text()}, HasSubstr("id=\"initial\"></script>"));
}

TEST(Page, NeverLetsDataBecomeMarkup) {
    EXPECT_EQ(server::page::json_for_html(R"({"a":"</script><!--"})"),
              R"({"a":"\u003c/script>\u003c!--"})");
    EXPECT_EQ(server::page::escape_html(R"(<a b="c" d='e'>&)"),
              "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
}

TEST(Page, NeverReadsAHundredPercentForLess) {
    EXPECT_EQ(server::page::percent(0.99999, Language::vi), "99,9%");
    EXPECT_EQ(server::page::percent(1, Language::vi), "100,0%");
}

} // namespace
