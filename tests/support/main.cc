// SPDX-License-Identifier: MIT
// The main function of every test program that does not bring one of its own.
#include "tests/support/run_tests.h"

int main(int argc, char* argv[])
{
    return hubbub::tests::run_tests(argc, argv);
}
