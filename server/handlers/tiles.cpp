#include "gis/tiles/layers.hpp"
#include "gis/tiles/tile_cache.hpp"
#include "server/coverage_question.hpp"
#include "server/handlers/handlers.hpp"
#include "server/json.hpp"
#include "server/parameters.hpp"

#include <fmt/format.h>

#include <charconv>
#include <span>

namespace server::handlers {

namespace tiles = gis::tiles;

namespace {

constexpr std::string_view tile_type = "application/vnd.mapbox-vector-tile";
constexpr std::uint32_t most_zoom = 22;

[[noreturn]] void no_such_tile() {
    throw gis::Error{gis::ErrorKind::not_found,
                     "no-such-tile",
                     {"Không có ô bản đồ này.", "There is no such tile."},
                     "tile"};
}

std::uint32_t tile_number(std::string_view text) {
    std::uint32_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    const bool plain = !text.empty() && (text.size() == 1 || text[0] != '0');
    if (!plain || error != std::errc{} || rest != end) {
        no_such_tile();
    }
    return value;
}

/// One tile request, checked, with what its answer needs.
struct Asked {
    std::shared_ptr<const View> view;
    tiles::TileRequest request;
    std::uint64_t version = 0;
    std::string etag;
    std::string_view cache_control;
};

/// A tile whose address says all that it depends on never changes. The day is left out of the
/// address when it is today; then nothing may begin or end later.
std::string_view cache_control(const App& app, const View& view, const Query& query,
                               gis::Date as_of) {
    const auto version = query.get("v");
    const bool current = version && *version == app.version_of(view);
    const bool settled = query.get("as_of").has_value() || view.tiles->settled_on() <= as_of;
    return current && settled ? "public, max-age=31536000, immutable" : "no-cache";
}

/// What every address of a tile has: the tile, and the version in force.
Asked asked_tile(const App& app, const Request& request) {
    Asked asked;
    asked.view = dated_view(request.target.query, app);
    asked.request.tile = {tile_number(request.parameter("z")), tile_number(request.parameter("x")),
                          tile_number(request.parameter("y"))};
    if (asked.request.tile.zoom > most_zoom || !gis::geometry::is_valid(asked.request.tile)) {
        no_such_tile();
    }
    asked.request.as_of = day_parameter(request.target.query);
    return asked;
}

Asked with_version(Asked asked, const App& app, const Query& query) {
    asked.version = asked.view->tiles->version(asked.request);
    asked.etag = fmt::format("W/\"{:x}\"", asked.version);
    asked.cache_control = cache_control(app, *asked.view, query, asked.request.as_of);
    return asked;
}

Asked ask(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"v", "as_of", "rules", "layers"});
    auto asked = asked_tile(app, request);
    asked.request.hardened = app.hardened(rules_parameter(query, app));
    if (const auto layers = query.get("layers")) {
        asked.request.layers = tiles::LayerSet::parse(*layers);
    }
    return with_version(std::move(asked), app, query);
}

/// @param overlay  of the question in a view: made now, or found
template <class Overlay>
std::optional<Asked> ask_coverage(const App& app, const Request& request, const Overlay& overlay) {
    const auto& query = request.target.query;
    query.allow_only(coverage_keys, {"v"});
    auto asked = asked_tile(app, request);
    asked.request.coverage = overlay(*asked.view, coverage_question(query, app));
    return asked.request.coverage ? std::optional{with_version(std::move(asked), app, query)}
                                  : std::nullopt;
}

Response answer(Asked asked, int status) {
    Response response;
    response.status = status;
    response.headers.add("Cache-Control", asked.cache_control);
    response.etag = std::move(asked.etag);
    return response;
}

Response answer(Asked asked, std::shared_ptr<const tiles::FinishedTile> tile,
                const Request& request) {
    if (tile->gzip.empty()) {
        return answer(std::move(asked), 204);
    }
    const auto view = asked.view;
    const auto question = asked.request;
    auto response = answer(std::move(asked), 200);
    response.content_type = tile_type;
    response.headers.add("Vary", "Accept-Encoding");
    if (accepts_encoding(request.field("Accept-Encoding"), "gzip")) {
        response.headers.add("Content-Encoding", "gzip");
        const std::string_view bytes = tile->gzip;
        response.body = SharedBytes{std::move(tile), bytes};
    } else {
        response.body = view->tiles->encode(question); // rare: every browser takes gzip
    }
    return response;
}

std::optional<Response> at_hand(const App& app, const Request& request, Asked asked) {
    if (const auto known = request.field("If-None-Match");
        !known.empty() && etag_matches(known, asked.etag)) {
        return answer(std::move(asked), 304);
    }
    if (!asked.view->tiles->touches(asked.request)) {
        return answer(std::move(asked), 204);
    }
    auto tile = app.tile_cache().find(asked.request, asked.version);
    const bool quick =
        tile && (tile->gzip.empty() || accepts_encoding(request.field("Accept-Encoding"), "gzip"));
    return quick ? std::optional{answer(std::move(asked), std::move(tile), request)} : std::nullopt;
}

Response made(const App& app, const Request& request, Asked asked) {
    auto finished = app.tile_cache().get(*asked.view->tiles, asked.request, asked.version);
    return answer(std::move(asked), std::move(finished), request);
}

std::string origin_of(const Request& request) {
    // A proxy on this machine says how the client came; nobody else is believed.
    const bool proxied = request.remote == "127.0.0.1" || request.remote == "::1";
    const bool secure =
        request.encrypted || (proxied && request.field("X-Forwarded-Proto") == "https");
    return fmt::format("{}://{}", secure ? "https" : "http", request.field("Host"));
}

/// The parameters that tiles take over from tiles.json and style.json, checked.
std::string passed_on(const App& app, const Query& query) {
    std::string text;
    if (query.get("as_of")) {
        text += "&as_of=" + day_parameter(query).iso();
    }
    if (query.get("rules")) {
        text += "&rules=" + rules_parameter(query, app).id;
    }
    return text;
}

Json vector_layers(std::span<const tiles::LayerInfo> layers) {
    auto list = Json::array();
    for (const auto& layer : layers) {
        auto fields = Json::object();
        for (const auto& field : layer.fields) {
            fields[std::string{field.name}] = to_text(field.type);
        }
        list.push_back({{"id", layer.name},
                        {"description", layer.description},
                        {"minzoom", layer.min_zoom},
                        {"maxzoom", tiles::advised_max_zoom},
                        {"fields", std::move(fields)}});
    }
    return list;
}

Json line_layer(std::string_view id, std::string_view source_layer, const Json& filter,
                std::string_view color, double width) {
    return {{"id", id},
            {"type", "line"},
            {"source", "ntm"},
            {"source-layer", source_layer},
            {"filter", filter},
            {"layout", {{"line-cap", "round"}, {"line-join", "round"}}},
            {"paint", {{"line-color", color}, {"line-width", width}}}};
}

/// Colours of the viewer's legend, plain enough for every program that reads MapLibre styles.
Json style_layers() {
    const Json all = Json::array({"all"});
    auto list = Json::array();
    list.push_back({{"id", "background"},
                    {"type", "background"},
                    {"paint", {{"background-color", "#f4f1ea"}}}});
    list.push_back(line_layer("hamlets", "hamlets", all, "#a9b4bd", 0.8));
    list.push_back(line_layer("communes", "communes", all, "#33424f", 1.6));
    list.push_back(line_layer("roads-unknown", "roads",
                              Json::array({"!", Json::array({"has", "hardened"})}), "#8d8d8d",
                              1.6));
    list.push_back(line_layer("roads-remaining", "roads",
                              Json::array({"==", Json::array({"get", "hardened"}), false}),
                              "#c2571a", 2.2));
    list.push_back(line_layer("roads-hardened", "roads",
                              Json::array({"==", Json::array({"get", "hardened"}), true}),
                              "#1f6f8b", 2.2));
    list.push_back({{"id", "facilities"},
                    {"type", "circle"},
                    {"source", "ntm"},
                    {"source-layer", "facilities"},
                    {"paint",
                     {{"circle-radius", 4},
                      {"circle-color", "#5b3a8c"},
                      {"circle-stroke-color", "#ffffff"},
                      {"circle-stroke-width", 1}}}});
    return list;
}

Response tile_json_of(const App& app, const Request& request, std::string_view path,
                      const std::string& parameters, std::span<const tiles::LayerInfo> layers) {
    const auto view = dated_view(request.target.query, app);
    Json body{{"tilejson", "3.0.0"},
              {"name", app.settings().name.vi},
              {"version", fmt::format("1.{}.0", view->snapshot->revision().get())},
              {"scheme", "xyz"},
              {"tiles",
               {fmt::format("{}{}/{{z}}/{{x}}/{{y}}.mvt?v={}{}", origin_of(request), path,
                            app.version_of(*view), parameters)}},
              {"minzoom", 0},
              {"maxzoom", tiles::advised_max_zoom},
              {"vector_layers", vector_layers(layers)}};
    if (const auto bounds = view->tiles->bounds(); !bounds.empty()) {
        body["bounds"] = to_json(bounds);
    }
    if (!view->box.empty()) {
        body["center"] = {(view->box.min_lon + view->box.max_lon) / 2,
                          (view->box.min_lat + view->box.max_lat) / 2, 10};
    }
    return json_response(body.dump());
}

} // namespace

std::optional<Response> tile_at_hand(const App& app, const Request& request) {
    return at_hand(app, request, ask(app, request));
}

Response tile(const App& app, const Request& request) {
    return made(app, request, ask(app, request));
}

std::optional<Response> coverage_tile_at_hand(const App& app, const Request& request) {
    auto asked = ask_coverage(app, request, [](const View& view, const auto& question) {
        return view.overlays->find(question);
    });
    return asked ? at_hand(app, request, *std::move(asked)) : std::nullopt;
}

Response coverage_tile(const App& app, const Request& request) {
    auto asked = ask_coverage(app, request, [](const View& view, const auto& question) {
        return view.overlays->get(*view.coverage, question);
    });
    return made(app, request, *std::move(asked));
}

Response tile_json(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"as_of", "rules"});
    return tile_json_of(app, request, "/tiles", passed_on(app, query), tiles::layers());
}

Response coverage_tile_json(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only(coverage_keys, {});
    (void)coverage_question(query, app); // checked here, not tile by tile
    std::string parameters;
    for (const auto key : coverage_keys) {
        if (const auto value = query.get(key)) {
            parameters += fmt::format("&{}={}", key, percent_encode(*value));
        }
    }
    return tile_json_of(app, request, "/tiles/coverage", parameters, tiles::coverage_layers());
}

Response style(const App& app, const Request& request) {
    const auto& query = request.target.query;
    query.allow_only({"as_of", "rules"});
    const auto parameters = passed_on(app, query);
    auto source = origin_of(request) + "/tiles.json";
    if (!parameters.empty()) {
        source.append("?").append(parameters, 1);
    }
    const auto view = dated_view(request.target.query, app);
    Json body{{"version", 8},
              {"name", app.settings().name.vi},
              {"sources", {{"ntm", {{"type", "vector"}, {"url", source}}}}},
              {"layers", style_layers()}};
    if (!view->box.empty()) {
        body["center"] = {(view->box.min_lon + view->box.max_lon) / 2,
                          (view->box.min_lat + view->box.max_lat) / 2};
        body["zoom"] = 10;
    }
    return json_response(body.dump());
}

} // namespace server::handlers
