// CommandPalette: everything reachable by typing a few letters of it: commands, resources and methods, traces, saved
// requests. A centred popup over the window, driven from the keyboard.
#pragma once

#include "ui/widgets/popover.h"

#include <functional>
#include <vector>

class QLineEdit;
class QListView;

namespace gw::ui {

struct PaletteEntry
{
    QString title;  // "Deploy", "/pets/{petId}"
    QString detail; // "pets", "2 s ago"
    QString icon;   // of resources/icons; empty when `verb` is set
    QString verb;   // shown as a method badge
    QString keys;   // "Ctrl+Shift+D"
    QString section;
    std::function<void()> run;
};

class PaletteModel;

class CommandPalette final : public Popover
{
    Q_OBJECT

public:
    CommandPalette(const Theme& theme, QWidget* window);

    void open(std::vector<PaletteEntry> entries);
    [[nodiscard]] QStringList shownTitles() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void place() override;

private:
    void runCurrent();
    void step(int rows);

    QLineEdit* m_text;
    QListView* m_list;
    PaletteModel* m_model;
};

} // namespace gw::ui
