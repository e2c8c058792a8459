// Timeline: what happened on a WebSocket connection: a table to filter and search, and the message chosen in it, JSON
// indented, binary as hex.
#pragma once

#include "core/console/body_formatter.h"
#include "core/console/websocket_request.h"
#include "ui/console/frame_model.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace gw::ui {

class CodeEditor;
class EmptyState;
class SegmentedControl;
class ToneLabel;

class Timeline final : public QWidget
{
    Q_OBJECT

public:
    explicit Timeline(const Theme& theme, QWidget* parent = nullptr);

    void append(const std::vector<console::Frame>& frames);
    void noteDropped(qint64 count);
    [[nodiscard]] FrameModel& frames() { return *m_model; }
    [[nodiscard]] QString detailText() const;
    void focusFilter();

signals:
    void resendRequested(const gw::console::Message& message);
    void saveRequested(const gw::console::Message& message);

private:
    QWidget* makeBar();
    QWidget* makeDetail();
    void refresh();
    void showChosen();
    void applyFilter();
    [[nodiscard]] const console::Frame* chosen() const;

    const Theme& m_theme;
    FrameModel* m_model;
    console::BodyFormatter m_formatter;
    QTimer m_typing; // the filter waits for a pause
    QStackedWidget* m_pages;
    QTableView* m_table;
    EmptyState* m_nothing;
    QLineEdit* m_search;
    SegmentedControl* m_which;
    ToneLabel* m_count;
    QToolButton* m_clear;
    ToneLabel* m_about; // of the chosen message
    CodeEditor* m_detail;
    QToolButton* m_copy;
    QToolButton* m_resend;
    QToolButton* m_keep;
    bool m_followsEnd = true;
};

// The message a frame holds, as the composer has it.
[[nodiscard]] console::Message messageOf(const console::Frame& frame);

} // namespace gw::ui
