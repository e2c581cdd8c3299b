// SPDX-License-Identifier: MIT
// Catch2, for a program that has a main function of its own.
#pragma once

namespace hubbub::tests {

// Runs the program's test cases, as these words of a command line ask: the exit status.
int run_tests(int argc, char* argv[]);

} // namespace hubbub::tests
