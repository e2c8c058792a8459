// What opening and saving a large API file cost: processor time of reading it into a project and of lint, which the
// studio begins once the tree is shown; processor and elapsed time of saving an edit as the studio does, down to the
// disk; memory kept once the file is open, and at the worst moment on the way. Memory is taken in a process of its own.
//   gw_bench_files [ROUNDS [FILE…]]     without files: 5,000 operations, as YAML and as JSON
#include "core/edit/edits.h"
#include "core/format/project_file.h"
#include "core/json/text.h"
#include "core/lint/lint.h"
#include "tests/bench/large_openapi.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

using namespace gw;

namespace {

namespace fs = std::filesystem;

constexpr int operationCount = 5000;
constexpr double bytesOfAMegabyte = 1e6;
constexpr char memoryOption[] = "--memory-of"; // what this program calls itself with

double processorMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double clockMilliseconds()
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// A value of /proc/self/status, "VmRSS" for example, in bytes.
double statusBytes(const std::string& name)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name + ":"))
            return std::atof(line.c_str() + name.size() + 1) * 1024;
    return 0;
}

class Figures
{
public:
    void add(double figure) { m_figures.push_back(figure); }
    void print(const char* name)
    {
        std::sort(m_figures.begin(), m_figures.end());
        std::printf("  %-34s best %7.1f ms, median %7.1f ms\n", name, m_figures.front(),
                    m_figures[m_figures.size() / 2]);
    }

private:
    std::vector<double> m_figures;
};

[[noreturn]] void giveUp(const Diagnostic& problem)
{
    std::printf("%s\n", problem.message.c_str());
    std::exit(1);
}

OpenedProject open(const fs::path& file)
{
    auto opened = openProject(file);
    if (!opened)
        giveUp(opened.error());
    return std::move(*opened);
}

// The summary of a method in the middle of the file, another one each time.
Project edited(const Project& project, int round)
{
    const Api& api = *project.apis.front();
    const auto& resources = api.openApi()->resources;
    for (std::size_t i = resources.size() / 2; i < resources.size(); ++i)
        if (!resources[i]->methods.empty()) {
            Method method = *resources[i]->methods.front();
            method.summary = "Edited " + std::to_string(round);
            auto changed = setMethod(project, api.id, std::move(method));
            if (!changed)
                giveUp(changed.error());
            return std::move(*changed);
        }
    giveUp(fail("The file has no method to edit.").value());
}

void measureTimes(const fs::path& file, int rounds)
{
    Figures opening;
    Figures linting;
    Figures editing;
    Figures saving;
    Figures savingElapsed;
    for (int round = 0; round < rounds; ++round) {
        double start = processorMilliseconds();
        OpenedProject opened = open(file);
        opening.add(processorMilliseconds() - start);

        start = processorMilliseconds();
        const std::size_t findings = lint(opened.project).size();
        linting.add(processorMilliseconds() - start);
        if (round == 0)
            std::printf("  %zu methods, %zu findings\n", opened.project.apis.front()->openApi()->methodCount(),
                        findings);

        start = processorMilliseconds();
        const Project project = edited(opened.project, round);
        editing.add(processorMilliseconds() - start);

        start = processorMilliseconds();
        const double begin = clockMilliseconds();
        if (const auto saved = saveProject(project, opened.files); !saved)
            giveUp(saved.error());
        saving.add(processorMilliseconds() - start);
        savingElapsed.add(clockMilliseconds() - begin);
    }
    opening.print("open");
    linting.print("lint, after the tree is there");
    editing.print("edit");
    saving.print("save the edit, processor");
    savingElapsed.print("save the edit, with the disk");
}

// Of this process, which has done nothing else yet.
int printMemory(const fs::path& file)
{
    const double before = statusBytes("VmRSS");
    const OpenedProject opened = open(file);
    const double kept = statusBytes("VmRSS") - before;
    const double most = statusBytes("VmHWM") - before;
    const auto size = static_cast<double>(fs::file_size(file));
    std::printf("  memory: kept %.1f MB (%.1f x the file), at most %.1f MB (%.1f x)\n", kept / bytesOfAMegabyte,
                kept / size, most / bytesOfAMegabyte, most / size);
    return 0;
}

void measureMemory(const fs::path& file)
{
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        execl("/proc/self/exe", "gw_bench_files", memoryOption, file.c_str(), nullptr);
        _exit(1);
    }
    waitpid(child, nullptr, 0);
}

void measure(const fs::path& file, int rounds)
{
    std::printf("%s, %.2f MB\n", file.filename().c_str(), static_cast<double>(fs::file_size(file)) / bytesOfAMegabyte);
    measureMemory(file);
    measureTimes(file, rounds);
}

void write(const fs::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 3 && std::string_view(argv[1]) == memoryOption)
        return printMemory(argv[2]);
    const int rounds = argc > 1 ? std::max(std::atoi(argv[1]), 1) : 7;
    std::string pattern = (fs::temp_directory_path() / "gw-bench-files-XXXXXX").string();
    if (!mkdtemp(pattern.data()))
        return 1;
    const fs::path folder = pattern;
    std::vector<fs::path> files;
    for (int i = 2; i < argc; ++i) { // copies: saving changes them
        files.push_back(folder / fs::path(argv[i]).filename());
        fs::copy_file(argv[i], files.back(), fs::copy_options::overwrite_existing);
        fs::permissions(files.back(), fs::perms::owner_write, fs::perm_options::add);
    }
    if (files.empty()) {
        const json::Value document = bench::largeOpenApi(operationCount);
        write(folder / "large.yaml", json::writeYaml(document));
        write(folder / "large.json", json::writeJsonPretty(document));
        files = {folder / "large.yaml", folder / "large.json"};
    }
    for (const fs::path& file : files)
        measure(file, rounds);
    fs::remove_all(folder);
}
