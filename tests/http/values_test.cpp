// Requests and answers as values: no sockets.

#include "server/auth/actor.hpp"
#include "server/dispatch.hpp"
#include "server/json_writer.hpp"
#include "server/problem.hpp"
#include "server/request_log.hpp"
#include "server/router.hpp"
#include "server/static_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <sstream>

namespace {

using server::Field;
using server::Language;
using server::Method;
using server::Request;
using server::Response;

TEST(Target, IsDecodedOnce) {
    const auto target = server::Target::parse(
        "/api/a%252fb/%C4%90%E1%BB%93ng+N%C6%A1?q=%C4%91%E1%BB%93ng+n%C6%A1&limit=5&flag");
    EXPECT_THAT(target.segments, testing::ElementsAre("api", "a%2fb", "Đồng+Nơ"));
    EXPECT_EQ(target.query.get("q"), "đồng nơ");
    EXPECT_EQ(target.query.get("limit"), "5");
    EXPECT_EQ(target.query.get("flag"), "");
    EXPECT_FALSE(target.query.get("none"));
}

TEST(Target, KeepsEmptySegments) {
    EXPECT_TRUE(server::Target::parse("/").segments.empty());
    EXPECT_TRUE(server::Target::parse("/?a=1").segments.empty());
    EXPECT_THAT(server::Target::parse("/a/").segments, testing::ElementsAre("a", ""));
    EXPECT_THAT(server::Target::parse("//a").segments, testing::ElementsAre("", "a"));
}

TEST(Query, NamesTheParameterToBlame) {
    try {
        server::Query::parse("unit=1&year=2").allow_only({"unit"});
        FAIL();
    } catch (const gis::Error& error) {
        EXPECT_EQ(error.field(), "year");
        EXPECT_EQ(error.code(), "unknown-parameter");
    }
}

server::Route open_route(Method method, std::string pattern, server::Handler handler = {}) {
    return {method, std::move(pattern), server::Lane::io, server::Operation::open_to_all,
            std::move(handler)};
}

Response dispatch(server::Handler handler, const Request& request) {
    return server::dispatch(open_route(Method::get, "/", std::move(handler)), request);
}

TEST(Router, PrefersTheFirstPatternAndTakesParameters) {
    const server::Router router{{open_route(Method::get, "/api/roads/{id}"),
                                 open_route(Method::get, "/tiles/{z}/{x}/{y}.mvt"),
                                 open_route(Method::post, "/api/roads/{id}")},
                                open_route(Method::get, "*")};
    Request request;
    request.target = server::Target::parse("/tiles/3/4/5.mvt");
    auto match = router.match(request);
    EXPECT_EQ(match.index, 1U);
    EXPECT_EQ(request.parameter("z"), "3");
    EXPECT_EQ(request.parameter("y"), "5");

    Request wrong;
    wrong.method = Method::del;
    wrong.target = server::Target::parse("/api/roads/7");
    match = router.match(wrong);
    EXPECT_EQ(match.route, nullptr);
    EXPECT_EQ(match.allow, "GET, HEAD, POST");

    Request none;
    none.target = server::Target::parse("/tiles/3/4/.mvt");
    EXPECT_EQ(router.match(none).index, 3U);
}

TEST(Language, FollowsAcceptLanguage) {
    EXPECT_EQ(server::preferred_language(""), Language::vi);
    EXPECT_EQ(server::preferred_language("en-GB,en;q=0.9"), Language::en);
    EXPECT_EQ(server::preferred_language("en;q=0.5, vi-VN;q=0.9"), Language::vi);
    EXPECT_EQ(server::preferred_language("fr-FR, fr"), Language::vi);
    EXPECT_EQ(server::preferred_language("vi,en"), Language::vi);
    EXPECT_EQ(server::preferred_language("en,vi"), Language::en);
    EXPECT_EQ(server::preferred_language("en;q=0"), Language::vi);
}

TEST(Encoding, FollowsAcceptEncoding) {
    EXPECT_TRUE(server::accepts_encoding("gzip, deflate, br", "br"));
    EXPECT_FALSE(server::accepts_encoding("gzip, br;q=0", "br"));
    EXPECT_TRUE(server::accepts_encoding("*", "gzip"));
    EXPECT_FALSE(server::accepts_encoding("", "gzip"));
    EXPECT_FALSE(server::accepts_encoding("xgzip", "gzip"));
}

TEST(JsonWriter, WritesWhatAnotherLibraryReads) {
    server::JsonWriter writer{0, 3};
    writer.begin_object();
    writer.key("tên \"A\"");
    writer.text("Xã \\ Đồng Nơ\n\x01");
    writer.key("list");
    writer.begin_array();
    writer.integer(-9'007'199'254'740'993);
    writer.null();
    writer.raw(R"({"a":[1]})");
    writer.end_array();
    writer.end_object();
    const auto read = nlohmann::json::parse(writer.finished());
    EXPECT_EQ(read, (nlohmann::json{{"tên \"A\"", "Xã \\ Đồng Nơ\n\x01"},
                                    {"list", {-9'007'199'254'740'993, nullptr, {{"a", {1}}}}}}));
}

TEST(JsonWriter, RoundsFractions) {
    const auto written = [](double value, int decimals) {
        server::JsonWriter writer{0, decimals};
        writer.begin_array();
        writer.fraction(value);
        writer.end_array();
        return writer.finished();
    };
    EXPECT_EQ(written(26569.433937423848, 6), "[26569.433937]");
    EXPECT_EQ(written(26569.433937423848, 3), "[26569.434]");
    EXPECT_EQ(written(-0.0005, 3), "[-0.001]");
    EXPECT_EQ(written(0.1 + 0.2, 6), "[0.3]");
    EXPECT_EQ(written(12, 6), "[12.0]");
    EXPECT_EQ(nlohmann::json::parse(written(1e300, 6))[0], 1e300) << "no digits to round";
    EXPECT_EQ(written(std::numeric_limits<double>::quiet_NaN(), 6), "[null]");
    EXPECT_EQ(written(std::numeric_limits<double>::infinity(), 6), "[null]");
}

TEST(Dispatch, MapsEachKindOfErrorOnce) {
    const std::vector<std::pair<gis::ErrorKind, int>> kinds{
        {gis::ErrorKind::invalid_argument, 400},
        {gis::ErrorKind::not_found, 404},
        {gis::ErrorKind::conflict, 409},
        {gis::ErrorKind::too_large, 413},
        {gis::ErrorKind::unsupported, 415},
        {gis::ErrorKind::invalid_data, 422},
        {gis::ErrorKind::precondition_required, 428},
        {gis::ErrorKind::unauthenticated, 401},
        {gis::ErrorKind::forbidden, 403},
        {gis::ErrorKind::busy, 503},
        {gis::ErrorKind::no_space, 507},
        {gis::ErrorKind::storage, 500},
        {gis::ErrorKind::internal, 500}};
    const std::vector<Field> fields{{"Accept-Language", "en"}};
    Request request;
    request.fields = fields;
    for (const auto& [kind, status] : kinds) {
        const auto response = dispatch(
            [kind = kind](const Request&) -> Response {
                throw gis::Error{
                    kind, "some-code", {"Câu tiếng Việt.", "English sentence."}, "unit"};
            },
            request);
        EXPECT_EQ(response.status, status);
        const auto body = nlohmann::json::parse(response.text());
        EXPECT_EQ(body["type"], "urn:ntm-atlas:some-code");
        EXPECT_EQ(body["status"], status);
        EXPECT_EQ(body.contains("field"), status != 500);
        EXPECT_EQ(body["detail"] == "English sentence.", status != 500);
    }
}

TEST(Dispatch, SpeaksVietnameseUnlessAskedOtherwise) {
    const auto response = dispatch(
        [](const Request&) -> Response {
            throw gis::Error{
                gis::ErrorKind::not_found, "x", {"Không có ấp này.", "No such hamlet."}};
        },
        {});
    EXPECT_EQ(nlohmann::json::parse(response.text())["detail"], "Không có ấp này.");
}

TEST(Dispatch, CompressesLargeTextForThoseWhoTakeIt) {
    const auto make = [](const Request&) {
        Response response;
        response.content_type = server::json_type;
        response.body = std::string(100'000, 'a');
        return response;
    };
    EXPECT_EQ(dispatch(make, {}).text().size(), 100'000U);
    const std::vector<Field> fields{{"accept-encoding", "gzip"}};
    Request request;
    request.fields = fields;
    const auto response = dispatch(make, request);
    EXPECT_LT(response.text().size(), 1'000U);
    EXPECT_EQ(response.headers.find("Content-Encoding"), "gzip");
}

class StaticFilesTest : public testing::Test {
protected:
    void SetUp() override {
        m_folder =
            std::filesystem::temp_directory_path() /
            ("ntm-static-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
             "-" + ::testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::create_directories(m_folder / "assets");
        write("index.html", "<!doctype html><!--ntm:summary-->");
        write("assets/app-1a2b.js", std::string(3000, 'a'));
        write("assets/app-1a2b.js.br", "brotli bytes");
        write("favicon.svg", "<svg/>");
    }
    void TearDown() override { std::filesystem::remove_all(m_folder); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream{m_folder / name, std::ios::binary} << text;
    }

    [[nodiscard]] static Response ask(const server::StaticFiles& files, std::string_view target,
                                      const std::vector<Field>& fields = {}) {
        Request request;
        request.fields = fields;
        request.target = server::Target::parse(target);
        return files.answer(request);
    }

    std::filesystem::path m_folder;
};

TEST_F(StaticFilesTest, ServesWhatWasThereAtStart) {
    const server::StaticFiles files{m_folder};
    write("late.txt", "too late");
    EXPECT_EQ(files.index(), "<!doctype html><!--ntm:summary-->");
    const auto script = ask(files, "/assets/app-1a2b.js");
    EXPECT_EQ(script.text().size(), 3000U);
    EXPECT_EQ(script.content_type, "text/javascript; charset=utf-8");
    EXPECT_THAT(std::string{script.headers.find("Cache-Control")}, testing::HasSubstr("immutable"));
    EXPECT_EQ(ask(files, "/favicon.svg").headers.find("Cache-Control"), "no-cache");
    EXPECT_THROW((void)ask(files, "/late.txt"), gis::Error);
    EXPECT_THROW((void)ask(files, "/assets/app-1a2b.js.br"), gis::Error);
    EXPECT_THROW((void)ask(files, "/index.html"), gis::Error);
    EXPECT_THROW((void)ask(files, "/assets"), gis::Error);
}

TEST_F(StaticFilesTest, ChoosesTheBestFormThatTheClientTakes) {
    const server::StaticFiles files{m_folder};
    const auto brotli = ask(files, "/assets/app-1a2b.js", {{"Accept-Encoding", "gzip, br"}});
    EXPECT_EQ(brotli.text(), "brotli bytes");
    EXPECT_EQ(brotli.headers.find("Content-Encoding"), "br");
    const auto gzip = ask(files, "/assets/app-1a2b.js", {{"Accept-Encoding", "gzip"}});
    EXPECT_EQ(gzip.headers.find("Content-Encoding"), "gzip");
    EXPECT_NE(gzip.etag, brotli.etag);
    EXPECT_EQ(gzip.headers.find("Vary"), "Accept-Encoding");
}

TEST(StaticFiles, SaysWhichFolderIsMissing) {
    try {
        const server::StaticFiles files{"/nonexistent-web"};
        FAIL();
    } catch (const gis::Error& error) {
        EXPECT_THAT(error.message().vi, testing::HasSubstr("/nonexistent-web"));
    }
}

/// What is logged while this lives.
class CaughtLog {
public:
    CaughtLog() {
        const std::string name{server::request_logger};
        m_before = spdlog::get(name);
        spdlog::drop(name);
        auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(m_text);
        auto logger = std::make_shared<spdlog::logger>(name, sink);
        logger->set_pattern("%l %v");
        spdlog::register_logger(std::move(logger));
    }
    ~CaughtLog() {
        spdlog::drop(std::string{server::request_logger});
        if (m_before) {
            spdlog::register_logger(m_before);
        }
    }
    CaughtLog(const CaughtLog&) = delete;
    CaughtLog& operator=(const CaughtLog&) = delete;
    CaughtLog(CaughtLog&&) = delete;
    CaughtLog& operator=(CaughtLog&&) = delete;

    [[nodiscard]] std::string text() const { return m_text.str(); }

private:
    std::ostringstream m_text;
    std::shared_ptr<spdlog::logger> m_before;
};

TEST(RequestLog, HasMembersAndNeitherQueryNorUnescapedText) {
    const CaughtLog log;
    server::Actor actor;
    actor.user = "lan";
    server::Request request;
    request.raw_target = "/api/roads/12?q=\"secret\"";
    request.remote = "10.0.0.7";
    request.number = 5;
    request.actor = &actor;
    server::log_request(request, {"PATCH\"\n", 200, 12, std::chrono::microseconds{1500}});
    const auto line = log.text();
    ASSERT_TRUE(line.starts_with("info "));
    const auto json = nlohmann::json::parse("{" + line.substr(5) + "}");
    EXPECT_EQ(json["request"], server::request_id(request));
    EXPECT_EQ(json["user"], "lan");
    EXPECT_EQ(json["remote"], "10.0.0.7");
    EXPECT_EQ(json["method"], "PATCH\"\n");
    EXPECT_EQ(json["target"], "/api/roads/12");
    EXPECT_EQ(json["status"], 200);
    EXPECT_EQ(json["bytes"], 12);
    EXPECT_EQ(json["ms"], 1.5);
}

TEST(RequestLog, TellsRequestsApart) {
    server::Request one;
    server::Request other;
    one.number = 1;
    other.number = 2;
    EXPECT_EQ(server::request_id(one).size(), 16U);
    EXPECT_NE(server::request_id(one), server::request_id(other));
}

} // namespace
