// CommandPalette: everything reachable by typing a few letters of it: commands, resources and methods, traces, saved
// requests. A centred popup over the window, driven from the keyboard.
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>
#include <QPointer>

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

class CommandPalette final : public QFrame
{
    Q_OBJECT

public:
    CommandPalette(const Theme& theme, QWidget* window);

    void open(std::vector<PaletteEntry> entries);
    [[nodiscard]] QStringList shownTitles() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void place();
    void runCurrent();
    void step(int rows);

    const Theme& m_theme;
    QLineEdit* m_text;
    QListView* m_list;
    PaletteModel* m_model;
    QPointer<QWidget> m_returnFocus;
};

} // namespace gw::ui
