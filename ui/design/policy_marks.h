// PolicyMarks: underlines in an editor what is wrong with the IAM policy in it, as people type (reference 1.25, 1.26).
// The words stand in the marks' tool tips; the form that owns the editor tells the first of them.
#pragma once

#include "core/diagnostic.h"

#include <QObject>
#include <QString>

class QTimer;

namespace gw::ui {

class CodeEditor;

class PolicyMarks final : public QObject
{
    Q_OBJECT

public:
    enum class Owner { Api, Identity };

    // Of the editor's; goes with it.
    PolicyMarks(CodeEditor& editor, Owner owner);
    // What the policy in the editor breaks; none for an empty text.
    [[nodiscard]] static Diagnostics problemsOf(const QString& text, Owner owner);

private:
    void mark();

    CodeEditor& m_editor;
    Owner m_owner;
    QTimer* m_timer;
};

} // namespace gw::ui
