#include "running_server.hpp"

#include "gis/core/error.hpp"

#include <stdexcept>

namespace http_test {

using server::Lane;
using server::Method;
using server::Operation;
using server::Request;
using server::Response;
using server::Route;

namespace {

Response text_answer(std::string text) {
    Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::move(text);
    return response;
}

} // namespace

std::vector<Route> test_routes(std::shared_future<void> gate) {
    std::vector<Route> routes;
    routes.push_back({Method::get, "/hello", Lane::io, Operation::open_to_all, [](const Request&) {
                          auto response = text_answer("hello");
                          response.etag = "\"h1\"";
                          return response;
                      }});
    routes.push_back({Method::get, "/worker/{name}", Lane::read, Operation::open_to_all,
                      [](const Request& request) {
                          return text_answer(std::string{request.parameter("name")});
                      }});
    routes.push_back({Method::get, "/big", Lane::read, Operation::open_to_all, [](const Request&) {
                          return text_answer(std::string(8'000'000, 'x'));
                      }});
    routes.push_back({Method::get, "/throws", Lane::read, Operation::open_to_all,
                      [](const Request&) -> Response {
                          throw std::runtime_error{"secret detail"};
                      }});
    routes.push_back(
        {Method::get, "/gate", Lane::read, Operation::open_to_all, [gate](const Request&) {
             gate.wait();
             return text_answer("through");
         }});
    routes.push_back(
        {Method::get, "/fields", Lane::io, Operation::open_to_all, [](const Request& request) {
             std::string names;
             for (const auto& field : request.fields) {
                 names.append(field.name).append(";");
             }
             return text_answer(names);
         }});
    routes.push_back(
        {Method::post, "/echo", Lane::read, Operation::open_to_all, [](const Request& request) {
             std::string text{request.body};
             for (const auto& field : request.fields) {
                 text.append("|").append(field.name);
             }
             return text_answer(text);
         }});
    routes.back().max_body = 1000;
    return routes;
}

Route not_found() {
    return {Method::get, "*", Lane::io, Operation::open_to_all, [](const Request&) -> Response {
                throw gis::Error{
                    gis::ErrorKind::not_found, "no-such-page", {"Không có.", "Nothing here."}};
            }};
}

} // namespace http_test
