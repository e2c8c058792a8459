// How programs are told to trust the local certificate authority: what to type, and what it changes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gw::engine {

struct TrustStep
{
    std::string program; // "curl"
    std::string words;   // what happens, and how it is undone
    std::string command; // for a shell; empty: there is none
};

// `rootFile`: LocalAuthority::rootFile(); `url`: an address that is served, for examples.
[[nodiscard]] std::vector<TrustStep> trustSteps(const std::filesystem::path& rootFile, const std::string& url);

} // namespace gw::engine
