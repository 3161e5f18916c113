"""A linear program that stands: asked again under other bounds and with more rows, it begins where it last ended."""

import highspy
import numpy as np
from scipy import sparse

from cookout.science.pairing.clock import LEAST_SECONDS, Clock
from cookout.science.pairing.instance import Flags, Ints
from cookout.science.pairing.meetings import Limits
from cookout.science.pairing.program import SMALL, STEEPEST, Numbers, Program


class Standing:
    """The linear program of a program's columns, for questions in which some are taken and some are left out.

    It proposes prices; what they prove is computed elsewhere, in whole numbers (`Program.proof`).
    """

    def __init__(self, program: Program) -> None:
        """Its rows are that each pair meets once at most, then those of the program in their order."""
        self._scale = max(float(program.gain.max(initial=1)) / STEEPEST, 1e-5)
        self._once = program.once.most.size
        self._wide = program.gain.size
        self._model = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy names the types of its core alone
        for option, value in (("output_flag", False), ("solver", "simplex"), ("threads", 1)):
            self._model.setOptionValue(option, value)
        self._model.setOptionValue("presolve", "on" if self._wide > SMALL else "off")
        self._model.passModel(self._written(program))

    def _written(self, program: Program) -> highspy.HighsLp:
        once = program.once
        rows = sparse.csr_array(sparse.vstack([once.rows, program.rows], format="csr"))
        written = highspy.HighsLp()
        written.num_col_, written.num_row_ = self._wide, rows.shape[0]
        written.col_cost_ = -program.gain / self._scale
        written.col_lower_, written.col_upper_ = np.zeros(self._wide), np.ones(self._wide)
        written.row_lower_ = np.full(rows.shape[0], -highspy.kHighsInf)
        written.row_upper_ = np.concatenate([once.most, program.most]).astype(np.float64)
        written.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        written.a_matrix_.start_, written.a_matrix_.index_ = rows.indptr, rows.indices
        written.a_matrix_.value_ = rows.data.astype(np.float64)
        return written

    def only(self, places: Ints) -> None:
        """The same with these of its columns alone."""
        basis, gone = self._model.getBasis(), np.ones(self._wide, np.bool_)
        gone[places] = False
        self._model.deleteCols(int(gone.sum()), np.flatnonzero(gone).astype(np.int32))
        if basis.valid:
            status = basis.col_status
            basis.col_status = [status[place] for place in places.tolist()]
            self._model.setBasis(basis)
        self._wide = places.size

    def ask(self, lower: Numbers, upper: Numbers, clock: Clock) -> tuple[Numbers, Numbers]:
        """Prices of the program's rows, in units of gain, and the columns' shares, where these have such bounds."""
        self._model.changeColsBounds(self._wide, np.arange(self._wide, dtype=np.int32), lower, upper)
        self._model.setOptionValue("simplex_iteration_limit", clock.pivots(self._wide, LEAST_SECONDS))
        self._model.setOptionValue("time_limit", self._model.getRunTime() + max(clock.late_in, LEAST_SECONDS))
        self._model.run()
        clock.pivoted(self._wide, self._model.getInfo().simplex_iteration_count)
        answer = self._model.getSolution()
        if not answer.value_valid or not answer.dual_valid:
            return np.zeros(self._model.getNumRow() - self._once), np.zeros(self._wide)
        return -np.array(answer.row_dual)[self._once :] * self._scale, np.array(answer.col_value)

    def cut(self, more: Limits) -> None:
        """The same with these limits."""
        rows = sparse.csr_array(more.rows)
        self._model.addRows(
            more.most.size,
            np.full(more.most.size, -highspy.kHighsInf),
            more.most.astype(np.float64),
            rows.nnz,
            rows.indptr[:-1].astype(np.int32),
            rows.indices.astype(np.int32),
            rows.data.astype(np.float64),
        )

    def without(self, rows: Flags) -> None:
        """The same without these of the program's rows."""
        gone = np.concatenate([np.zeros(self._once, np.bool_), rows])
        basis = self._model.getBasis()
        self._model.deleteRows(int(gone.sum()), np.flatnonzero(gone).astype(np.int32))
        if basis.valid:
            status = basis.row_status
            basis.row_status = [status[place] for place in np.flatnonzero(~gone).tolist()]
            self._model.setBasis(basis)
