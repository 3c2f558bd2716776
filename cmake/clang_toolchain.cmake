# The native half of "one compiler, one standard library": clang 19 with libc++ 19, as Emscripten 3.1.69 has them.
set(CMAKE_C_COMPILER clang-19)
set(CMAKE_CXX_COMPILER clang++-19)
set(CMAKE_AR llvm-ar-19)
set(CMAKE_RANLIB llvm-ranlib-19)

# Chosen here and not per target: every C++ object of a program, third-party too, must use the same standard library.
set(CMAKE_CXX_FLAGS_INIT "-stdlib=libc++")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-fuse-ld=lld -stdlib=libc++")
set(CMAKE_SHARED_LINKER_FLAGS_INIT "-fuse-ld=lld -stdlib=libc++")

# What people build, test and run by ./dev: optimised, with what a back trace needs (full type information made objects
# four times larger), and with assertions, because it is better to stop than to decide wrongly.
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -gline-tables-only" CACHE STRING "")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -gline-tables-only" CACHE STRING "")
