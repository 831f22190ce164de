#include "gis/core/sha256.hpp"

#include <gtest/gtest.h>

namespace gis {

namespace {

/// Examples of FIPS 180-4 and its companion (NIST, "SHA256 examples").
TEST(Sha256, GivesTheDigestsOfTheStandard) {
    EXPECT_EQ(to_hex(sha256("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(to_hex(sha256("")),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(to_hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, TakesItsInputInPieces) {
    Sha256 hash;
    hash.add(std::string_view{"a"});
    hash.add(std::string_view{"bc"});
    EXPECT_EQ(hash.finish(), sha256("abc"));
    EXPECT_EQ(hash.finish(), sha256("")) << "it starts anew";
}

TEST(Sha256, ReadsItsHexadecimalForm) {
    const auto digest = sha256("abc");
    EXPECT_EQ(digest_from_hex(to_hex(digest)), digest);
    EXPECT_FALSE(digest_from_hex(""));
    EXPECT_FALSE(digest_from_hex(to_hex(digest) + "0"));
    EXPECT_FALSE(digest_from_hex(std::string(64, 'g')));
}

} // namespace

} // namespace gis
