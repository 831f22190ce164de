// The pieces of signing in, each by itself.

#include "gis/core/error.hpp"
#include "server/auth/credentials.hpp"
#include "server/auth/password_rules.hpp"
#include "server/auth/peer.hpp"
#include "server/auth/same_origin.hpp"
#include "server/auth/secrets.hpp"
#include "server/auth/session_cookie.hpp"
#include "server/auth/throttle.hpp"
#include "server/auth/user_names.hpp"
#include "server/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using gis::store::Instant;
using server::Field;
using server::Method;
using server::Peer;
using server::Request;

template <class Call>
std::string code_of(const Call& call) {
    try {
        call();
        return "";
    } catch (const gis::Error& error) {
        return error.code();
    }
}

TEST(Cookies, AreTakenApart) {
    using server::cookie_value;
    EXPECT_EQ(cookie_value("ntm-session=abc", "ntm-session"), "abc");
    EXPECT_EQ(cookie_value("a=1; ntm-session=abc;b=2", "ntm-session"), "abc");
    EXPECT_EQ(cookie_value("ntm-session=", "ntm-session"), "");
    EXPECT_EQ(cookie_value("ntm-session=a=b", "ntm-session"), "a=b");
    EXPECT_EQ(cookie_value("", "ntm-session"), std::nullopt);
    EXPECT_EQ(cookie_value("ntm-session", "ntm-session"), std::nullopt);
    EXPECT_EQ(cookie_value("xntm-session=abc", "ntm-session"), std::nullopt);
    EXPECT_EQ(cookie_value("NTM-SESSION=abc", "ntm-session"), std::nullopt);
    EXPECT_EQ(cookie_value("ntm-session=a; ntm-session=b", "ntm-session"), std::nullopt)
        << "somebody slipped one in";
    EXPECT_EQ(cookie_value("ntm-session=" + std::string(200, 'x'), "ntm-session"), std::nullopt);
}

TEST(BasicCredentials, AreReadStrictly) {
    const auto lan = server::basic_credentials("Basic bGFuOnNlY3JldDp4");
    ASSERT_TRUE(lan);
    EXPECT_EQ(lan->user, "lan");
    EXPECT_EQ(lan->password, "secret:x");
    EXPECT_TRUE(server::basic_credentials("bAsIc   bGFuOg=="));
    EXPECT_EQ(server::basic_credentials("Basic cXXhuqNuOm3huq10")->user, "quản");
    for (const auto* wrong :
         {"", "Basic", "Basic ", "Bearer bGFuOng=", "Basic bGFuOng", "Basic bGFu",
          "Basic bGF=Ong=", "Basic ====", "Basic bGFu!ng=", "Basic bGFuOnh=", "Basic /zo="}) {
        EXPECT_FALSE(server::basic_credentials(wrong)) << wrong;
    }
    EXPECT_FALSE(server::basic_credentials("Basic " + std::string(2000, 'A')));
}

Request request_from(std::string_view remote, const std::vector<Field>& fields,
                     Method method = Method::get) {
    Request request;
    request.method = method;
    request.remote = remote;
    request.fields = fields;
    return request;
}

TEST(Peers, AreLocalOnlyFromTheMachineItself) {
    const auto is_local = [](std::string_view remote, const std::vector<Field>& fields) {
        return server::peer_of(request_from(remote, fields), {}).local;
    };
    EXPECT_TRUE(is_local("127.0.0.1", {{"Host", "127.0.0.1:8080"}}));
    EXPECT_TRUE(is_local("::1", {{"Host", "[::1]:8080"}}));
    EXPECT_TRUE(is_local("::ffff:127.0.0.1", {{"Host", "localhost"}}));
    EXPECT_FALSE(is_local("192.0.2.1", {{"Host", "localhost"}}));
    EXPECT_FALSE(is_local("127.0.0.1", {{"Host", "atlas.example"}})) << "came through a proxy";
    EXPECT_FALSE(is_local("127.0.0.1", {{"Host", "localhost"}, {"X-Forwarded-For", "192.0.2.1"}}));
    EXPECT_FALSE(is_local("127.0.0.1", {{"Host", "localhost"}, {"Forwarded", "for=192.0.2.1"}}));
    EXPECT_FALSE(is_local("127.evil", {{"Host", "localhost"}}));
}

TEST(Peers, AreBelievedThroughTrustedProxiesAlone) {
    const std::vector<std::string> trusted{"127.0.0.1", "10.0.0.2"};
    const auto peer = [&trusted](std::string_view remote, const std::vector<Field>& fields) {
        return server::peer_of(request_from(remote, fields), trusted);
    };
    auto found =
        peer("127.0.0.1", {{"X-Forwarded-For", "192.0.2.1"}, {"X-Forwarded-Proto", "https"}});
    EXPECT_EQ(found.address, "192.0.2.1");
    EXPECT_TRUE(found.encrypted);
    EXPECT_FALSE(found.local);
    found = peer("127.0.0.1", {{"x-forwarded-for", "198.51.100.9, 192.0.2.1, 10.0.0.2"},
                               {"x-forwarded-proto", "https"}});
    EXPECT_EQ(found.address, "192.0.2.1") << "what is left of the first stranger may be invented";
    found = peer("127.0.0.1", {{"X-Forwarded-For", "198.51.100.9"},
                               {"X-Forwarded-For", "192.0.2.1"},
                               {"X-Forwarded-Proto", "https"},
                               {"X-Forwarded-Proto", "http"}});
    EXPECT_EQ(found.address, "192.0.2.1") << "the proxy appended a field of its own";
    EXPECT_FALSE(found.encrypted);
    found = peer("127.0.0.1", {{"X-Forwarded-For", "<script>"}, {"X-Forwarded-Proto", "https"}});
    EXPECT_EQ(found.address, "127.0.0.1");
    found = peer(
        "192.0.2.7",
        {{"X-Forwarded-For", "127.0.0.1"}, {"X-Forwarded-Proto", "https"}, {"Host", "localhost"}});
    EXPECT_EQ(found.address, "192.0.2.7") << "a stranger says it";
    EXPECT_FALSE(found.keeps_secrets());
}

TEST(Peers, AreCountedByNetwork) {
    EXPECT_EQ(server::network_of("192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(server::network_of("2001:db8:1:2::1"), server::network_of("2001:db8:1:2:ffff::9"));
    EXPECT_NE(server::network_of("2001:db8:1:2::1"), server::network_of("2001:db8:1:3::1"));
    EXPECT_NE(server::network_of("::ffff:192.0.2.1"), server::network_of("::ffff:192.0.2.2"));
}

struct CrossSiteCase {
    std::vector<Field> fields;
    std::string with_session; ///< code of the refusal, "" = taken
    std::string without_session;
};

TEST(SameOrigin, IsAskedOfEveryChange) {
    const Field host{"Host", "atlas.example"};
    const Field script{"X-Requested-With", "ntm-atlas"};
    const Field ours{"Origin", "https://atlas.example"};
    const std::vector<CrossSiteCase> cases{
        {{host, ours, script}, "", ""},
        {{host, {"Sec-Fetch-Site", "same-origin"}, script}, "", ""},
        {{host, ours, {"Sec-Fetch-Site", "same-origin"}, script}, "", ""},
        {{host, {"Origin", "HTTPS://Atlas.Example"}, script}, "", ""},
        {{host, script}, "not-from-viewer", ""},
        {{host, ours}, "not-from-viewer", ""},
        {{host, {"Sec-Fetch-Site", "same-origin"}}, "not-from-viewer", ""},
        {{host, {"Origin", "https://evil.example"}, script}, "cross-site", "cross-site"},
        {{host, {"Origin", "http://atlas.example"}, script}, "cross-site", "cross-site"},
        {{host, {"Origin", "https://atlas.example:444"}, script}, "cross-site", "cross-site"},
        {{host, {"Origin", "null"}, script}, "cross-site", "cross-site"},
        {{host, {"Sec-Fetch-Site", "cross-site"}, script}, "cross-site", "cross-site"},
        {{host, {"Sec-Fetch-Site", "same-site"}, script}, "cross-site", "cross-site"},
        {{host, {"Sec-Fetch-Site", "none"}, script}, "cross-site", "cross-site"},
        {{host, ours, {"Sec-Fetch-Site", "cross-site"}, script}, "cross-site", "cross-site"},
    };
    Peer peer;
    peer.encrypted = true;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto request = request_from("192.0.2.1", cases[i].fields, Method::post);
        const auto refusal = [&](server::Proof proof) {
            return code_of([&] { server::require_same_origin(request, peer, proof); });
        };
        EXPECT_EQ(refusal(server::Proof::needed), cases[i].with_session) << i;
        EXPECT_EQ(refusal(server::Proof::none_against), cases[i].without_session) << i;
    }
}

TEST(SessionCookie, IsBoundToTheLineThatItCameBy) {
    Peer encrypted;
    encrypted.encrypted = true;
    Peer local;
    local.local = true;
    EXPECT_EQ(server::keep_session("s", encrypted),
              "__Host-ntm-session=s; Path=/; Secure; HttpOnly; SameSite=Lax");
    EXPECT_EQ(server::keep_session("s", local), "ntm-session=s; Path=/; HttpOnly; SameSite=Lax");
    EXPECT_EQ(server::forget_session(encrypted),
              "__Host-ntm-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    const std::vector<Field> fields{{"Cookie", "ntm-session=s"}};
    const auto request = request_from("127.0.0.1", fields);
    EXPECT_EQ(server::session_secret(request, local), server::hash_of("s"));
    EXPECT_EQ(server::session_secret(request, encrypted), std::nullopt)
        << "over TLS only the name that nobody else can set";
    EXPECT_EQ(server::session_secret(request, Peer{}), std::nullopt);
}

TEST(Secrets, AreLongAndNeverTheSame) {
    std::set<std::string> secrets;
    for (int i = 0; i < 1000; ++i) {
        const auto secret = server::new_secret();
        EXPECT_EQ(secret.size(), 43U);
        EXPECT_EQ(secret.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                           "0123456789-_"),
                  std::string::npos);
        secrets.insert(secret);
    }
    EXPECT_EQ(secrets.size(), 1000U);
}

TEST(Secrets, AreKeptAsSha256) {
    // FIPS 180-4, the example "abc".
    const std::string expected{"\xba\x78\x16\xbf\x8f\x01\xcf\xea\x41\x41\x40\xde\x5d\xae\x22\x23"
                               "\xb0\x03\x61\xa3\x96\x17\x7a\x9c\xb4\x10\xff\x61\xf2\x00\x15\xad",
                               32};
    const auto hash = server::hash_of("abc");
    EXPECT_EQ((std::string{reinterpret_cast<const char*>(hash.bytes.data()), 32}), expected);
}

constexpr server::HashCost cheap{1, 8192};

TEST(Passwords, AreHashedByArgon2id) {
    const server::PasswordHasher hasher{cheap};
    const auto hash = hasher.hash("con trâu đọc sách");
    EXPECT_THAT(hash, testing::StartsWith("$argon2id$v=19$m=8,t=1,p=1$"));
    EXPECT_NE(hash, hasher.hash("con trâu đọc sách")) << "each has a salt of its own";
    EXPECT_TRUE(hasher.verify(hash, "con trâu đọc sách"));
    EXPECT_FALSE(hasher.verify(hash, "con trâu đọc sách "));
    EXPECT_FALSE(hasher.verify(hash, ""));
    EXPECT_FALSE(hasher.verify("", "con trâu đọc sách"));
    EXPECT_FALSE(hasher.verify("$argon2id$v=19$m=99999999999,t=1,p=1$x$y", "x"));
    EXPECT_FALSE(hasher.verify(std::string(5000, '$'), "x"));
}

TEST(Passwords, AreVerifiedAgainstTheReferenceImplementation) {
    // The `argon2` command of Debian: printf 'password' | argon2 somesalt -id -t 2 -m 16 -p 1
    const server::PasswordHasher hasher{cheap};
    EXPECT_TRUE(hasher.verify("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
                              "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                              "password"));
}

TEST(Passwords, AreHashedAnewWhenTheCostChanges) {
    const server::PasswordHasher hasher{cheap};
    const server::PasswordHasher dearer{{2, 16384}};
    const auto hash = hasher.hash("con trâu đọc sách");
    EXPECT_FALSE(hasher.outdated(hash));
    EXPECT_TRUE(dearer.outdated(hash));
    EXPECT_TRUE(dearer.verify(hash, "con trâu đọc sách"));
    EXPECT_TRUE(hasher.outdated("rubbish"));
}

TEST(PasswordRules, RefuseWhatIsGuessed) {
    const auto rules = server::PasswordRules::load(NTM_SOURCE_DIR "/data/passwords/common.json");
    const std::vector<std::string> names{"tran.thi.lan", "Trần Thị Lan", "dong no",
                                         "Huyện Hớn Quản"};
    const auto code = [&](std::string_view password) {
        return code_of([&] { rules.check(password, names); });
    };
    for (const auto* good : {"con trâu đọc sách", "horse battery staple", "x7!kPq92mZ#t",
                             "mưa rơi trên mái tôn", "!@#$%^&*()_+{}"}) {
        EXPECT_EQ(code(good), "") << good;
    }
    for (const auto* bad :
         {"", "ngắn quá", "123456789012", "987654321098", "aaaaaaaaaaaaaa", "abababababab",
          "qwertyuiopasdf", "MatKhau2024!!", "Mật khẩu 2024", "password1234", "TranThiLan1990",
          "Đồng Nơ 2024!!", "honquan@2024#", "admin admin admin", "nongthonmoi2025",
          "tran.thi.lan.99", "abcdefghijkl", "zyxwvutsrqpo"}) {
        EXPECT_EQ(code(bad), "weak-password") << bad;
    }
    EXPECT_EQ(code(std::string(129, 'x')), "weak-password");
    std::string longest;
    for (int i = 0; i < 16; ++i) {
        longest += "tầu bè r";
    }
    EXPECT_EQ(code(longest), "") << "128 characters";
}

TEST(PasswordRules, CompareComposedText) {
    EXPECT_EQ(server::normal_password("tra\xcc\x82u"), "trâu");
    EXPECT_EQ(server::normal_password(" trâu  "), " trâu  ");
    EXPECT_EQ(code_of([] { (void)server::normal_password("\xff"); }), "bad-password");
}

TEST(UserNames, AreFolded) {
    EXPECT_EQ(server::new_user_name("  Lan.TRẦN "), "lan.trần");
    EXPECT_EQ(server::new_user_name("tra\xcc\x82n"), "trân");
    EXPECT_EQ(server::new_user_name("lan@xa-1_2"), "lan@xa-1_2");
    EXPECT_EQ(server::folded_user_name("\xff"), "");
    EXPECT_EQ(server::folded_user_name(std::string(200, 'a')), "");
    for (const auto* bad : {"", "a", "a b", "a:b", "a/b", "la\xe2\x80\x8dn", "lan\xe2\x80\x8b",
                            "a\xcc\x81\xcc\x81"
                            "b",
                            "<b>", "a\nb"}) {
        EXPECT_EQ(code_of([&] { (void)server::new_user_name(bad); }), "bad-user-name") << bad;
    }
    EXPECT_EQ(server::display_name_of(" Trần\tThị  Lan "), "Trần Thị  Lan");
    EXPECT_EQ(code_of([] { (void)server::display_name_of(" \t"); }), "bad-display-name");
}

class ThrottleTest : public testing::Test {
protected:
    /// Seconds to wait, 0 = none.
    long wait(const std::string& account, const std::string& network) {
        return static_cast<long>(m_throttle.wait(account, network, m_now).value_or(0s).count());
    }
    void fail(const std::string& account, const std::string& network, int times = 1) {
        for (int i = 0; i < times; ++i) {
            m_suspicious += m_throttle.failed(account, network, m_now) ? 1 : 0;
        }
    }

    server::Throttle m_throttle;
    Instant m_now{1'700'000'000s};
    int m_suspicious = 0;
};

TEST_F(ThrottleTest, GivesFiveTriesThenDoublesTheWait) {
    fail("lan", "home", 4);
    EXPECT_EQ(wait("lan", "home"), 0);
    for (const long expected : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
        fail("lan", "home");
        EXPECT_EQ(wait("lan", "home"), expected);
        m_now += std::chrono::seconds{expected};
        EXPECT_EQ(wait("lan", "home"), 0) << "after the wait there is one try";
    }
}

TEST_F(ThrottleTest, NeverLocksAnAccountForOtherNetworks) {
    for (int i = 0; i < 200; ++i) {
        fail("lan", "attacker" + std::to_string(i % 3));
    }
    EXPECT_GT(wait("lan", "attacker0"), 0);
    EXPECT_EQ(wait("lan", "office"), 0) << "the right password from elsewhere is taken";
    EXPECT_EQ(m_suspicious, 1) << "said once";
    fail("lan", "office");
    EXPECT_EQ(wait("lan", "office"), 1) << "but of an account under attack there is one try";
    EXPECT_EQ(wait("minh", "office"), 0);
}

TEST_F(ThrottleTest, SlowsANetworkThatTriesManyAccounts) {
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(wait("user" + std::to_string(i), "attacker"), 0);
        fail("user" + std::to_string(i), "attacker");
    }
    EXPECT_EQ(wait("user99", "attacker"), 1);
    EXPECT_EQ(wait("user99", "office"), 0);
}

TEST_F(ThrottleTest, ForgetsWithSuccessAndTime) {
    fail("lan", "home", 7);
    EXPECT_GT(wait("lan", "home"), 0);
    m_throttle.succeeded("lan", "home");
    EXPECT_EQ(wait("lan", "home"), 0);
    fail("lan", "home", 15);
    m_now += 2h;
    EXPECT_EQ(wait("lan", "home"), 0);
    fail("lan", "home", 4);
    EXPECT_EQ(wait("lan", "home"), 0) << "counting began anew";
}

TEST_F(ThrottleTest, IsBounded) {
    server::ThrottleLimits limits;
    limits.entries = 10;
    server::Throttle small{limits};
    for (int i = 0; i < 1000; ++i) {
        (void)small.failed("user" + std::to_string(i), "net" + std::to_string(i), m_now);
    }
    for (int i = 0; i < 10; ++i) {
        (void)small.failed("user999", "net999", m_now);
    }
    EXPECT_TRUE(small.wait("user999", "net999", m_now));
    EXPECT_FALSE(small.wait("user0", "net0", m_now));
}

TEST(AccountSettings, AreReadFromTheAtlas) {
    auto pattern = std::string{"/tmp/ntm-settings-XXXXXX"};
    const int file = ::mkstemp(pattern.data());
    ASSERT_GE(file, 0);
    ::close(file);
    const auto load = [&pattern](std::string_view text) {
        std::ofstream{pattern} << text;
        return server::load_settings(pattern);
    };
    const auto standard = load("{}");
    EXPECT_TRUE(standard.anonymous);
    EXPECT_EQ(standard.approval, server::Approval::proposals);
    EXPECT_EQ(standard.session.idle, 30min);
    EXPECT_EQ(standard.session.absolute, 12h);
    const auto other = load(R"({"anonymous":false,"approval":"direct",
                                "session":{"idle_minutes":720,"hours":24}})");
    EXPECT_FALSE(other.anonymous);
    EXPECT_EQ(other.approval, server::Approval::direct);
    EXPECT_EQ(other.session.idle, 12h);
    EXPECT_EQ(other.session.absolute, 24h);
    for (const auto* wrong :
         {R"({"anonymous":"no"})", R"({"approval":"none"})", R"({"session":{"idle_minutes":0}})",
          R"({"session":{"hours":1e9}})", R"({"session":{"days":1}})"}) {
        EXPECT_EQ(code_of([&] { (void)load(wrong); }), "bad-settings") << wrong;
    }
    std::filesystem::remove(pattern);
}

} // namespace
