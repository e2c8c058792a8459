// ApiKeyImporter: API keys from a CSV file into the open project, as one step that can be undone; their values go among
// the project's secrets. The file is read off the GUI thread.
#pragma once

#include "core/diagnostic.h"
#include "core/edit/api_key_import.h"

#include <QObject>
#include <QString>

#include <memory>

namespace gw::ui {

class Background;
class Workspace;

class ApiKeyImporter final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t mostBytes = 8u << 20; // of a file

    explicit ApiKeyImporter(Workspace& workspace, QObject* parent = nullptr);
    ~ApiKeyImporter() override;

    void importFile(const QString& file); // while one runs, nothing happens
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

signals:
    // How many came, how many of them took a known key's place, and what the file's lines have wrong with them.
    void imported(int keys, int known, const gw::Diagnostics& warnings);
    void failed(const gw::Diagnostic& problem); // nothing was changed

private:
    void add(ApiKeyImport import, int project);
    void take(const ApiKeyImport& import, const Diagnostics& warnings);
    void fail(const Diagnostic& problem);

    Workspace& m_workspace;
    std::unique_ptr<Background> m_background;
    int m_project = 0; // counts those that were opened: a file is for the one it was chosen in
    bool m_isRunning = false;
};

} // namespace gw::ui
