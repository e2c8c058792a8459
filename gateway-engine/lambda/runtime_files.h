// RuntimeFiles: the bootstraps that are part of this program (resources/lambda), written to a folder only this user can
// read; node and python run them from there. The folder is LAMBDA_RUNTIME_DIR of every worker.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <string_view>
#include <vector>

namespace gw::engine {

struct RuntimeFile
{
    std::string_view name; // "bootstrap.mjs"
    std::string_view text;
};
// Compiled into the program: see CMakeLists.txt.
[[nodiscard]] const std::vector<RuntimeFile>& runtimeFileTexts();

class RuntimeFiles
{
public:
    [[nodiscard]] static Result<RuntimeFiles> write();
    RuntimeFiles(RuntimeFiles&& other) noexcept;
    RuntimeFiles& operator=(RuntimeFiles&&) = delete;
    ~RuntimeFiles(); // removes the folder

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

private:
    explicit RuntimeFiles(std::filesystem::path folder) : m_folder(std::move(folder)) {}
    std::filesystem::path m_folder; // empty: moved from
};

} // namespace gw::engine
