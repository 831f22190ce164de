// The hash of the history on a report that leaves the house.

#include "http/editor_desk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <string>

namespace {

using http_test::EditorDesk;
using testing::HasSubstr;
using testing::Not;

/// The texts of a workbook, as XML.
std::string texts_of(std::string_view workbook) {
    zip_error_t error{};
    auto* source = zip_source_buffer_create(workbook.data(), workbook.size(), 0, &error);
    auto* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    auto* file = zip_fopen(archive, "xl/sharedStrings.xml", 0);
    std::string text;
    char bytes[4096];
    for (zip_int64_t got = 0; (got = zip_fread(file, bytes, sizeof bytes)) > 0;) {
        text.append(bytes, static_cast<std::size_t>(got));
    }
    zip_fclose(file);
    zip_discard(archive);
    return text;
}

TEST(ReportHead, IsThatOfTheHistoryAndMovesWithIt) {
    EditorDesk desk;
    const auto report = [&] {
        return texts_of(desk.ask(server::Method::get, "/api/reports/roads?format=xlsx").text());
    };
    const auto head = [&] {
        return gis::to_hex(desk.app().store().head());
    };
    const auto first = head();
    EXPECT_THAT(report(), HasSubstr("1:" + first));
    EXPECT_EQ(desk.get("/api/atlas").body["head"], first);
    const nlohmann::json record{{"surface", "btxm"}, {"effective_on", "2024-11-05"}};
    ASSERT_EQ(desk.post("/api/roads/1/surfaces", record, "*").status, 201);
    ASSERT_NE(head(), first);
    EXPECT_THAT(report(), HasSubstr("2:" + head()));
    EXPECT_THAT(report(), Not(HasSubstr(first)));
}

} // namespace
