#include "server/auth/password_rules.hpp"

#include "gis/analysis/json_object.hpp"
#include "gis/core/error.hpp"
#include "gis/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace server {

namespace {

constexpr std::size_t fewest_letters_left = 4;
constexpr std::size_t fewest_different = 5;
constexpr std::size_t shortest_name = 3;

std::size_t characters_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

/// `Mật-khẩu 2024!` -> `matkhau2024`
std::string compact(std::string_view text) {
    auto folded = gis::fold(text);
    std::erase(folded, ' ');
    return folded;
}

void erase_all(std::string& text, std::string_view word) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
        text.erase(at, word.size());
    }
}

[[noreturn]] void weak(gis::Message message) {
    throw gis::Error{gis::ErrorKind::invalid_data, "weak-password", std::move(message), "password"};
}

} // namespace

PasswordRules PasswordRules::load(const std::filesystem::path& file) {
    const auto object = gis::analysis::JsonObject::read(file);
    object.only({"words", "runs"});
    PasswordRules rules;
    for (const auto& word : object.texts("words")) {
        rules.m_words.push_back(compact(word));
    }
    for (const auto& run : object.texts("runs")) {
        const auto thrice = run + run + run;
        rules.m_runs.push_back(thrice);
        rules.m_runs.emplace_back(thrice.rbegin(), thrice.rend());
    }
    return rules;
}

void PasswordRules::check(std::string_view password, std::span<const std::string> names) const {
    const auto characters = characters_of(password);
    if (characters < fewest_characters || characters > most_characters) {
        weak({fmt::format("Mật khẩu phải có từ {} đến {} ký tự. Một câu ngắn dễ nhớ là tốt nhất.",
                          fewest_characters, most_characters),
              fmt::format("A password has {} to {} characters. A short sentence does well.",
                          fewest_characters, most_characters)});
    }
    if (is_guessable(password, names)) {
        weak({"Mật khẩu này dễ đoán: chỉ gồm chữ số, từ quen thuộc hoặc tên người, tên xã. Hãy "
              "dùng vài từ không liên quan đến nhau.",
              "This password is easily guessed: only digits, common words or names of people and "
              "communes. Use some words that have nothing to do with each other."});
    }
}

bool PasswordRules::is_guessable(std::string_view password,
                                 std::span<const std::string> names) const {
    auto letters = compact(password);
    if (std::set<char>(password.begin(), password.end()).size() < fewest_different ||
        is_run(letters)) {
        return true;
    }
    auto words = m_words;
    for (const auto& name : names) {
        if (auto word = compact(name); word.size() >= shortest_name) {
            words.push_back(std::move(word));
        }
    }
    // The longest first: "mat" must not be taken out of "matkhau".
    std::stable_sort(words.begin(), words.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
    const bool only_signs = letters.empty(); // fold() leaves nothing of them
    for (const auto& word : words) {
        erase_all(letters, word);
    }
    std::erase_if(letters, [](char c) { return c >= '0' && c <= '9'; });
    return !only_signs && letters.size() < fewest_letters_left;
}

bool PasswordRules::is_run(std::string_view letters) const {
    return !letters.empty() &&
           std::any_of(m_runs.begin(), m_runs.end(), [&](const std::string& run) {
               return run.find(letters) != std::string::npos;
           });
}

std::string normal_password(std::string_view password) {
    if (!gis::is_utf8(password)) {
        throw gis::Error{gis::ErrorKind::invalid_data,
                         "bad-password",
                         {"Mật khẩu phải là văn bản UTF-8.", "A password must be UTF-8 text."},
                         "password"};
    }
    return gis::compose(password);
}

} // namespace server
