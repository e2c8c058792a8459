// Workspace: the open project as the studio sees it: a Document with Qt signals, its files on disk, live diagnostics,
// autosave for recovery, and the watch over changes others make to the files. Every edit of the studio goes through
// apply().
#pragma once

#include "core/edit/document.h"
#include "core/format/project_file.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace gw::ui {

class ProjectSecrets;

class Workspace final : public QObject
{
    Q_OBJECT

public:
    explicit Workspace(QObject* parent = nullptr);
    ~Workspace() override;

    // Reading happens off the GUI thread; opened() or openFailed() follows.
    void open(const QString& path);
    bool create(const QString& folder, const QString& name); // a new project folder, then opened
    bool makeProject(const QString& folder);                 // of the open lone file, its edits included, then opened
    [[nodiscard]] bool hasProject() const;
    [[nodiscard]] QString path() const;   // as given to open()
    [[nodiscard]] QString folder() const; // where .gatewright/ and requests/ stand
    [[nodiscard]] bool isLoneFile() const;

    [[nodiscard]] const Project& project() const;
    [[nodiscard]] std::shared_ptr<const Project> snapshot() const;
    [[nodiscard]] const Diagnostics& diagnostics() const; // reading + lint, errors first

    // What no file that is shared may hold; not part of the project, so no edit and no undo changes it.
    [[nodiscard]] ProjectSecrets& secrets() const;

    // The one way to change the project. False when the edit was refused; editFailed() then says why.
    bool apply(const QString& name, const Edit& edit, const QString& mergeKey = {});
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;
    [[nodiscard]] QString undoName() const;
    [[nodiscard]] QString redoName() const;
    void undo();
    void redo();
    // Asks whoever still holds something typed to apply it now: before what must not miss it (another edit, saving,
    // deploying, leaving).
    void settle();

    [[nodiscard]] bool isModified() const;
    // Writes what the project is now; saved(), saveFailed() or conflictFound() follows. Editing goes on meanwhile: what
    // is edited then is unsaved afterwards. Asked again while it runs, it saves once more.
    void save();
    [[nodiscard]] bool isSaving() const;

    // The API's text as it would be saved now.
    [[nodiscard]] Result<std::string> sourceText(ApiId api) const;

    // The API that is kept in a file, as diagnostics name it; none when the file is no API's or could not be read.
    [[nodiscard]] ApiId apiOfFile(const QString& file) const;
    // The text of any file of the project as it was last seen on disk, of those that cannot be read as well.
    [[nodiscard]] std::optional<QString> textOnDisk(const QString& file) const;

    // Another studio has this project open: it keeps the copy for recovery, this one neither offers nor writes one.
    [[nodiscard]] bool isOpenElsewhere() const;

    // A crash left unsaved work of this project: restore() applies it as an edit, discard() forgets it.
    [[nodiscard]] bool hasRecovery() const;
    void restoreRecovery();
    void discardRecovery();

    // Files changed on disk while there are unsaved edits of the same files: keep ours (the next save overwrites) or
    // take theirs (as an undoable edit). Without unsaved edits the change is taken at once.
    void keepOwnVersion();
    void takeDiskVersion();

signals:
    void opened();
    void openFailed(const gw::Diagnostic& diagnostic);
    void changed(const gw::Changes& changes); // after every edit, undo, redo
    void diagnosticsChanged();
    void modifiedChanged(bool modified);
    void settling();
    void editFailed(const gw::Diagnostic& diagnostic);
    void savingChanged(bool isSaving);
    void saved();
    void saveFailed(const gw::Diagnostic& diagnostic);
    void openElsewhere();
    void recoveryFound();
    void conflictFound(const QStringList& files); // changed on disk and here
    void reloadedFromDisk(const QStringList& files);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::ui
