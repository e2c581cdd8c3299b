// SPDX-License-Identifier: MIT
#include "tests/support/run_tests.h"

#if __has_include(<catch2/catch_session.hpp>)
#include <catch2/catch_session.hpp>
#else
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#endif

namespace hubbub::tests {

int run_tests(int argc, char* argv[])
{
    return Catch::Session().run(argc, argv);
}

} // namespace hubbub::tests
