// FileLock: holds a file for one of several programs, or threads, that would change it by reading and writing it whole.
// It stands beside what it guards ("secrets.yaml.lock"), since that is replaced with each write, and stays there.
#pragma once

#include "core/result.h"

#include <chrono>
#include <filesystem>

namespace gw {

class FileLock
{
public:
    // Waits while somebody else holds it; whoever does writes one small file. The folder has to be there.
    [[nodiscard]] static Result<FileLock> take(const std::filesystem::path& guarded,
                                               std::chrono::milliseconds patience = std::chrono::seconds(10));
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock(); // lets it go, as the end of the program does

private:
    explicit FileLock(int descriptor) : m_descriptor(descriptor) {}

    int m_descriptor;
};

} // namespace gw
