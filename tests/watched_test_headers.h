// Precompiled for tests with windows (CMakeLists.txt): their main puts them under the step watchdog
// (support/watched_main.cpp).
#pragma once

#include "tests/test_headers.h"

namespace gw::test {
int runWatched(int argc, char** argv, const std::function<int()>& run);
}
#undef QTEST_MAIN
#define QTEST_MAIN(TestClass)                                                                                          \
    int main(int argc, char** argv)                                                                                    \
    {                                                                                                                  \
        return gw::test::runWatched(argc, argv, [&] {                                                                  \
            TestClass test;                                                                                            \
            QTEST_SET_MAIN_SOURCE_PATH                                                                                 \
            return QTest::qExec(&test, argc, argv);                                                                    \
        });                                                                                                            \
    }
