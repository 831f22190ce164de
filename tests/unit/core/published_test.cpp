#include "gis/core/published.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace gis {
namespace {

struct Version {
    int a = 0;
    int b = 0; // always equal to a
};

TEST(Published, ReadersSeeWholeVersionsThatNeverGoBack) {
    Published<Version> published{std::make_shared<const Version>()};
    std::atomic<bool> stop{false};
    std::atomic<int> torn{0};
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            int last = 0;
            while (!stop) {
                const auto version = published.get();
                torn += version->a != version->b || version->a < last ? 1 : 0;
                last = version->a;
            }
        });
    }
    for (int i = 1; i <= 2000; ++i) {
        published.set(std::make_shared<const Version>(Version{i, i}));
    }
    stop = true;
    for (auto& reader : readers) {
        reader.join();
    }
    EXPECT_EQ(torn, 0);
    EXPECT_EQ(published.get()->a, 2000);
}

TEST(Published, AReaderKeepsItsVersion) {
    Published<Version> published{std::make_shared<const Version>(Version{1, 1})};
    const auto old = published.get();
    published.set(std::make_shared<const Version>(Version{2, 2}));
    EXPECT_EQ(old->a, 1);
    EXPECT_EQ(published.get()->a, 2);
}

} // namespace
} // namespace gis
