// Fields of the design forms: a label on top, a control, and below it what is wrong with its value. A field commits as
// people type (debounced) and when they leave it. What the project says comes in by setValue(), which never takes the
// focus, the cursor or a value that could not be applied yet.
#pragma once

#include "ui/theme/theme.h"

#include <QPointer>
#include <QString>
#include <QWidget>

#include <functional>
#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTimer;
class QVBoxLayout;

namespace gw::ui {

class ToneLabel;

// Applies a value; gives what is wrong with it in words, or nothing.
using Commit = std::function<QString(const QString& value)>;

class Field : public QWidget
{
    Q_OBJECT

public:
    Field(const Theme& theme, const QString& label, QWidget* parent);

    void setCommit(Commit commit) { m_commit = std::move(commit); }
    void setLabel(const QString& label);
    void setHelp(const QString& help);
    // A button below that puts right what the help tells of; an empty text takes it away.
    void setFix(const QString& text, std::function<void()> fix = {});
    void showError(const QString& error); // empty: none
    [[nodiscard]] QString error() const;
    virtual void commitNow() {} // what is typed and not applied yet
    virtual void forget();      // before another element is shown: typed text and errors belong to the old one

protected:
    void setControl(QWidget* control); // the label's buddy
    void setFocusTarget(QWidget* control) { m_control = control; }
    void commit(const QString& value);
    void focusInEvent(QFocusEvent* event) override; // the control's

    const Theme& m_theme;

private:
    QVBoxLayout* m_layout;
    QPointer<QWidget> m_control;
    ToneLabel* m_label;
    ToneLabel* m_help;
    ToneLabel* m_error;
    QPushButton* m_fix = nullptr;
    std::function<void()> m_runFix;
    Commit m_commit;
};

// One line, or several when asked.
class TextField final : public Field
{
    Q_OBJECT

public:
    enum class Kind { Line, CodeLine, Paragraph };
    TextField(const Theme& theme, const QString& label, Kind kind = Kind::Line, QWidget* parent = nullptr);
    ~TextField() override; // the control tells of its lost focus: it goes first

    void setValue(const QString& value);
    void setPlaceholder(const QString& text);
    void setCompletions(const QStringList& values);
    [[nodiscard]] QString value() const;
    [[nodiscard]] QLineEdit* lineEdit() const { return m_line; }
    void commitNow() override;
    void forget() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void typed();
    void setText(const QString& text);

    QLineEdit* m_line = nullptr;
    QPlainTextEdit* m_paragraph = nullptr;
    QTimer* m_timer;
    QString m_shown; // what the project said last
    bool m_isPending = false;
};

// One of several, by key.
class ChoiceField final : public Field
{
    Q_OBJECT

public:
    struct Option
    {
        QString key;
        QString label;
    };
    ChoiceField(const Theme& theme, const QString& label, const std::vector<Option>& options,
                QWidget* parent = nullptr);
    void setOptions(const std::vector<Option>& options);
    void setValue(const QString& key); // a key that is no option is added as it is
    [[nodiscard]] QComboBox* comboBox() const { return m_box; }

private:
    QComboBox* m_box;
};

// Yes or no, with the sentence beside the box. Commits "true" or "false".
class CheckField final : public Field
{
    Q_OBJECT

public:
    CheckField(const Theme& theme, const QString& sentence, QWidget* parent = nullptr);
    void setValue(bool value);
    [[nodiscard]] QCheckBox* checkBox() const { return m_box; }

private:
    QCheckBox* m_box;
};

// Before a page shows something else: what is typed in its fields is applied, and nothing of it stays.
void leaveFields(const QWidget& page);

} // namespace gw::ui
